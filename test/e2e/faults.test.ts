import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { injectFaults } from "../../bench/faults/inject-faults.ts";
import { temporaryFolder } from "./cosmo-command.ts";

const calls = 600;

test("with a server that fails in every way and kill -9 of both, every item ends once and no answer is lost or made up", async () => {
  const audit = await injectFaults({
    ...{ calls, seed: 7, kills: 1, restarts: 1 },
    folder: join(temporaryFolder(), "faults"),
    tell: () => {},
  });
  assert.deepEqual(audit.violations, []);
  const failed = Object.values(audit.failed).reduce((sum, count) => sum + count, 0);
  assert.equal(audit.done + failed, calls);
  assert(audit.servedTwiceMinusInFlight <= 0);
  const { received, refused, brokenOff, servedGarbage } = audit.server;
  assert(received > calls && refused > 0 && brokenOff > 0 && servedGarbage > 0);
});
