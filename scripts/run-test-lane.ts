import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SkippedTest, TestCounts } from "./count-reporter.ts";
import { runNode } from "./run-command.ts";
import { checkOutcome, type StepOutcome, sum } from "./run-steps.ts";
import { makeTestFolder } from "./test-folder.ts";

export interface TestLane {
  /** The folder of the patterns, and the working folder of the tests. */
  readonly folder: string;
  readonly pattern: string;
  /** One process for many files, which is fast, or one for each. */
  readonly isolation: "none" | "process";
  /** Processes at a time: each with a file, or with its share of all. */
  readonly concurrency: number;
}

const testFiles = fileURLToPath(new URL("./run-test-files.ts", import.meta.url));

/**
 * Runs the test files of a pattern by node:test. No file at all is a failure. The greatest files begin first: they mostly
 * take longest, and one that began last would run alone at the end.
 */
export async function runTestLane(lane: TestLane): Promise<StepOutcome> {
  const sizeOf = (file: string): number => statSync(join(lane.folder, file)).size;
  const files = globSync(lane.pattern, { cwd: lane.folder })
    .toSorted()
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (files.length === 0) return checkOutcome([`no test file matches ${lane.pattern}`]);
  if (lane.isolation === "process") return runFiles(lane, files);
  const shares = Array.from({ length: lane.concurrency }, (_, share) =>
    files.filter((_file, place) => place % lane.concurrency === share),
  );
  const filled = shares.filter((share) => share.length > 0);
  return sum(await Promise.all(filled.map((share) => runFiles(lane, share))));
}

async function runFiles(lane: TestLane, files: readonly string[]): Promise<StepOutcome> {
  const scratch = makeTestFolder();
  try {
    const report = join(scratch.path, "report.jsonl");
    const exitCode = await runNode(
      [testFiles, lane.isolation, String(lane.concurrency), report, ...files],
      lane.folder,
    );
    return outcomeOf(readReport(report), exitCode);
  } finally {
    scratch.remove();
  }
}

/** Nothing, or no counts at the end, where the run was ended from outside. */
function readReport(file: string): readonly (SkippedTest | TestCounts)[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as SkippedTest | TestCounts);
}

function outcomeOf(report: readonly (SkippedTest | TestCounts)[], exitCode: number): StepOutcome {
  const counts = report.find((line) => "counts" in line)?.counts;
  if (counts === undefined)
    return checkOutcome([`the run ended early, with exit code ${exitCode}`]);
  const notes = report
    .filter((line) => "skipped" in line)
    .map(({ skipped, reason }) => `skipped: ${skipped}: ${reason === true ? "no reason" : reason}`);
  const failed = counts.failed + counts.cancelled;
  const skipped = counts.skipped + counts.todo;
  if (failed > 0 || exitCode === 0) return { passed: counts.passed, failed, skipped, notes };
  const fault = `all tests passed, but the exit code is ${exitCode}`;
  return { passed: counts.passed, failed: 1, skipped, notes: [...notes, fault] };
}
