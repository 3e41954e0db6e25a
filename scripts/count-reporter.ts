// A reporter of node:test: one JSON line for each skipped test, and one with the counts at the end.
import type { TestEvent } from "node:test/reporters";

export interface SkippedTest {
  readonly skipped: string;
  /** True where the test gave no reason. */
  readonly reason: string | boolean;
}

export interface TestCounts {
  readonly counts: {
    readonly passed: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly skipped: number;
    readonly todo: number;
  };
}

// biome-ignore lint/style/noDefaultExport: node:test takes the default export of a reporter
export default async function* countReporter(events: AsyncIterable<TestEvent>) {
  for await (const { type, data } of events) {
    if (type === "test:pass" && data.skip !== undefined) {
      const line: SkippedTest = { skipped: data.name, reason: data.skip };
      yield `${JSON.stringify(line)}\n`;
    }
    // Isolated files have a summary each; the one without a file is of them all.
    if (type === "test:summary" && data.file === undefined) {
      // The declared type of Node 24 leaves out `failed`.
      const counts = data.counts as typeof data.counts & TestCounts["counts"];
      const line: TestCounts = { counts };
      yield `${JSON.stringify(line)}\n`;
    }
  }
}
