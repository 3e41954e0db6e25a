import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { versionsAnswer } from "../../src/api/workspace-answers.ts";
import { assertOneError, cosmo, cosmoJson, temporaryFolder } from "./cosmo-command.ts";
import { replayedDemo } from "./replayed-demo.ts";
import { ask, serve } from "./served-workspace.ts";

interface Log {
  readonly versions: readonly {
    readonly id: string;
    readonly prunedAt?: string;
    readonly files: Readonly<Record<string, unknown>>;
  }[];
}

interface Pruned {
  readonly parts: Readonly<Record<string, unknown>>;
  readonly versions: readonly string[];
}

const folder = join(temporaryFolder(), "demo");
const at = { folder };

test("after pruning the graph is whole, nothing is run again, and an older version is a line of the log alone", async () => {
  assert.equal((await replayedDemo(folder)).code, 0);
  await cosmoJson(["prune"], at);
  // Of each table the last run, an import or what was taken up beside them has something.
  const parts = join(folder, "data", "parts");
  const emptied = readdirSync(parts).filter(
    (table) => readdirSync(join(parts, table)).length === 0,
  );
  assert.deepEqual(emptied, []);
  assert.deepEqual((await cosmoJson<Pruned>(["prune"], at)).parts, {});
  const settings = join(folder, "cosmo.yaml");
  // Another version: of the surest claims alone.
  writeFileSync(
    settings,
    readFileSync(settings, "utf8").replace("plausibility: 0.6", "plausibility: 0.8"),
  );
  await cosmoJson(["run", "graph"], at);
  const [now, before] = (await cosmoJson<Log>(["graph", "log"], at)).versions;
  assert.ok(now !== undefined && before !== undefined);
  const kept = await cosmoJson<Pruned>(["prune"], at);
  assert.deepEqual(kept.versions, []);
  assert.equal((await cosmo(["graph", "validate", before.id], at)).code, 0);

  const planned = await cosmoJson<Pruned>(["prune", "--versions", "1", "--plan"], at);
  assert.deepEqual(planned.versions, [before.id]);
  assert.ok("edges" in planned.parts);
  const told = await cosmo(["prune", "--versions", "1"], at);
  assert.match(
    told.out,
    /^Removed \d+ parts .* 1 older version of the graph is without rows: version_/,
  );
  assert.equal((await cosmo(["graph", "validate"], at)).code, 0);
  assertOneError(await cosmo(["graph", "validate", before.id], at), {
    ...{ exit: 2, code: "VERSION_PRUNED", place: before.id, next: "cosmo graph log" },
  });
  const log = await cosmo(["graph", "log"], at);
  assert.match(log.out, /pruned/);
  // Described whole: a field that is not named there would be one too many.
  const server = await serve(folder);
  versionsAnswer.parse((await ask(server, "/v1/versions")).body);
  const { ran } = await cosmoJson<{ readonly ran: readonly string[] }>(["run"], at);
  assert.deepEqual(ran, []);
});
