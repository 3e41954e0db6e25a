import assert from "node:assert/strict";
import { test } from "node:test";
import { heardProgress } from "../domain/progress-for-tests.ts";
import { runWorkspace } from "./run.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { configure, use, importRows } = workspaceForTests("days-anew");
configure("{}");

const bought = (day: string) => ({
  time: `${day}T12:00:00Z`,
  session: day,
  kind: "purchase",
  product: "a",
});

/** What is told of the days once they are observed. */
async function observed(): Promise<readonly string[]> {
  const told: string[] = [];
  const progress = heardProgress({ finished: (note = "") => void told.push(note) });
  await use((workspace) => runWorkspace(workspace, { ...silently, stages: ["observe"], progress }));
  return told.filter((note) => note !== "");
}

test("observing tells how many of the days it looked at anew: of a log that grows, the new month's alone", async () => {
  await importRows("products", [{ sku: "a", title: "Tent" }]);
  await importRows("events", [bought("2026-01-04"), bought("2026-01-05")], "january");
  assert.deepEqual(await observed(), ["2 days, 2 of them anew"]);
  await importRows("events", [bought("2026-02-07")], "february");
  assert.deepEqual(await observed(), ["3 days, 1 of them anew"]);
});
