import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runWorkspace } from "../run.ts";
import { workspaceStatus } from "../status.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";
import { pruneWorkspace } from "./prune-workspace.ts";

const { folder, configure, use, importRows, run } = workspaceForTests("prune");

const bought = (day: number, session: string, product: string) => ({
  ...{ customer: session, session, kind: "purchase", product },
  time: `2026-01-0${day}T12:00:00Z`,
});
const searched = (day: number, session: string, query: string) => ({
  ...{ customer: session, session, kind: "search", query },
  time: `2026-01-0${day}T11:00:00Z`,
});

const prune = (isPlan = false) =>
  use((workspace) => pruneWorkspace(workspace, { versions: null, isPlan }));
const stored = (table: string): number => readdirSync(join(folder, "data", "parts", table)).length;
const mined = () => use(async ({ records }) => (await records.latest("mine"))?.writes);

async function twoDays(): Promise<void> {
  configure("{ query-gate: { customers: 1 } }");
  await importRows("products", [{ sku: "a", title: "Tent" }]);
  await importRows("events", [searched(4, "s1", "tent"), bought(4, "s1", "a")], "first");
  await run("mine");
  await importRows("events", [searched(5, "s2", "tent"), bought(5, "s2", "a")], "second");
  await run("mine");
}

test("what runs left in whose place others are is gone; what the last ones made, and what they read, stays", async () => {
  await twoDays();
  const before = await mined();
  assert.equal(stored("queries"), 2);
  const planned = await prune(true);
  assert.equal(stored("queries"), 2);
  const told = await prune();
  assert.deepEqual({ ...told, isPlan: true }, planned);
  assert.equal(told.parts["queries"]?.parts, 1);
  assert.ok(told.bytes > 0);
  assert.ok(told.runs >= 2);
  assert.equal(stored("queries"), 1);
  assert.deepEqual(await mined(), before);
  const { stages } = await use(workspaceStatus);
  assert.deepEqual(
    stages.filter(({ name }) => name === "observe" || name === "mine").map(({ state }) => state),
    ["done", "done"],
  );
  // All that is left is in use.
  writeFileSync(join(folder, "data", "parts", ".DS_Store"), "");
  const again = await prune();
  assert.deepEqual([again.parts, again.runs, again.bytes], [{}, 0, 0]);
});

test("words of a query that a higher gate no longer lets through go with the runs that let them through", async () => {
  configure("{ query-gate: { customers: 2 } }");
  await run("mine");
  configure("{ query-gate: { customers: 3 } }");
  await run("mine");
  assert.ok(stored("queries") > 1);
  await prune();
  const rows = await use(async ({ records }) => (await records.latest("mine"))?.writes["queries"]);
  assert.equal(rows?.rows, 0);
  assert.equal(stored("queries"), 1);
});

test("a run of mining keeps the observed days that it read, where these were observed anew since", async () => {
  await importRows("events", [searched(6, "s3", "tent"), bought(6, "s3", "a")], "third");
  await run("observe");
  const kept = await mined();
  await prune();
  const { stages } = await use(workspaceStatus);
  assert.equal(stages.find(({ name }) => name === "observe")?.state, "done");
  assert.deepEqual(await mined(), kept);
  const read = await use(async ({ records }) => ({
    runs: await records.all("observe"),
    mine: await records.latest("mine"),
  }));
  assert.ok(
    read.runs.some(
      ({ writes }) => writes["observedSearches"]?.content === read.mine?.reads["observedSearches"],
    ),
  );
});

test("a stage that was stopped in its middle keeps all that it made, and is named", async () => {
  configure("{ query-gate: { customers: 4 } }");
  const stopped = use((workspace) =>
    runWorkspace(
      {
        ...workspace,
        stages: workspace.stages.map((stage) =>
          stage.name === "mine"
            ? { ...stage, run: () => Promise.reject(new Error("stopped")) }
            : stage,
        ),
      },
      { stages: ["mine"], ...silently },
    ),
  );
  await assert.rejects(stopped, /stopped/);
  const before = stored("queries");
  assert.ok((await prune()).stale.includes("mine"));
  assert.equal(stored("queries"), before);
  await run("mine");
  assert.ok(!(await prune()).stale.includes("mine"));
  assert.equal(stored("queries"), 1);
});
