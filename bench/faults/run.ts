// `npm run --silent faults -- [--calls 20000] [--seed 1] [--keep FOLDER]` prints one JSON document. Exit code 1 where
// something does not hold; what is being done goes to standard error.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { injectFaults } from "./inject-faults.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
  },
});
const [calls, seed] = [Number(values.calls), Number(values.seed)];
if (!Number.isInteger(calls) || calls < 100 || !Number.isInteger(seed)) {
  console.error("Say how many calls, from 100, and a whole number as the seed.");
  process.exit(2);
}
const folder = values.keep ?? mkdtempSync(join(tmpdir(), "cosmo-faults-"));
const began = performance.now();
try {
  const audit = await injectFaults({
    ...{ calls, seed, kills: 3, restarts: 2, folder },
    tell: (line) => console.error(`faults: ${line}`),
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ seed, seconds, ...audit }, undefined, 2));
  if (audit.violations.length > 0) process.exitCode = 1;
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
