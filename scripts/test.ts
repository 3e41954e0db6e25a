// What `npm test` runs: checks first, then the tests. Everything runs, whatever fails; the last line
// has the counts, a check counting as one test.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkImports, describe } from "./import-rule.ts";
import { installBrowser } from "./install-browser.ts";
import { type Lock, mendLock } from "./mend-lock.mjs";
import { runNode } from "./run-command.ts";
import { checkOutcome, runSteps, type Step } from "./run-steps.ts";
import { runTestLane } from "./run-test-lane.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A tool of node_modules, named by its file, so that no PATH decides which. */
const toolStep = (name: string, tool: string, ...options: readonly string[]): Step => ({
  name,
  async run() {
    const exitCode = await runNode([join(root, "node_modules", tool), ...options], root);
    return checkOutcome(exitCode === 0 ? [] : [`exit code ${exitCode}, see above`]);
  },
});

/** What a registry without packages for other platforms left out, and `npm ci` then refuses. */
function lockFaults(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const { added, removed } = mendLock(lock);
  return [
    ...added.map((name) => `${name} is missing`),
    ...removed.map((name) => `${name} is too much`),
  ].map((fault) => `package-lock.json: ${fault}; run \`node scripts/mend-lock.mjs\``);
}

const steps: readonly Step[] = [
  toolStep("format and code rules (biome)", "@biomejs/biome/bin/biome", "ci"),
  toolStep("types (tsc)", "typescript/bin/tsc", "-p", "."),
  toolStep("types of the page (tsc)", "typescript/bin/tsc", "-p", "web"),
  { name: "import rule", run: async () => checkOutcome(checkImports(root).map(describe)) },
  toolStep("unused code and packages (knip)", "knip/bin/knip.js"),
  { name: "lock file is whole", run: async () => checkOutcome(lockFaults()) },
  {
    name: "unit tests",
    run: () =>
      runTestLane({
        folder: root,
        pattern: "{src,web/src}/**/*.test.ts",
        isolation: "none",
        concurrency: 2,
      }),
  },
  {
    name: "end-to-end tests",
    run: () =>
      runTestLane({
        folder: root,
        pattern: "test/{*,e2e/*}.test.ts",
        isolation: "process",
        // More than the two cores that are always there: while one process waits for the disk or a clock, others work.
        concurrency: 3,
      }),
  },
  {
    name: "browser tests",
    run: () => {
      // Where none can be had, the tests skip and say so.
      installBrowser();
      return runTestLane({
        folder: root,
        pattern: "test/browser/*.test.ts",
        isolation: "process",
        concurrency: 2,
      });
    },
  },
];

const { failed } = await runSteps(steps, (line) => console.log(line));
process.exitCode = failed === 0 ? 0 : 1;
