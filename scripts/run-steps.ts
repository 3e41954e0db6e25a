export interface StepOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Lines that a reader of the end must not miss, such as why a test was skipped. */
  readonly notes: readonly string[];
}

export interface Step {
  readonly name: string;
  run(): Promise<StepOutcome>;
}

/** A check counts as one test: without faults it passed. */
export function checkOutcome(faults: readonly string[]): StepOutcome {
  const passed = faults.length === 0 ? 1 : 0;
  return { passed, failed: 1 - passed, skipped: 0, notes: faults };
}

/**
 * Runs all steps in order, on after one that fails, so that every failure is seen at once. A step that
 * throws has failed. Writes each step with its time, what to note, and as the last line the counts.
 */
export async function runSteps(
  steps: readonly Step[],
  write: (line: string) => void,
): Promise<StepOutcome> {
  const results: { readonly line: string; readonly outcome: StepOutcome }[] = [];
  for (const { name, run } of steps) {
    write(`\n▶ ${name}`);
    const start = performance.now();
    const outcome = await run().catch((error: unknown) => checkOutcome([String(error)]));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const line = `${outcome.failed === 0 ? "✔" : "✖"} ${name} (${seconds} s)`;
    write(line);
    results.push({ line, outcome });
  }
  const total = sum(results.map(({ outcome }) => outcome));
  write("");
  for (const { line, outcome } of results) {
    write(line);
    for (const note of outcome.notes) write(`    ${note}`);
  }
  write(`\n${countsLine(total)}`);
  return total;
}

/** `3 passed, 0 failed`, and `, 1 skipped` where some were. */
function countsLine({ passed, failed, skipped }: StepOutcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The outcome of steps, or of shares of one, taken together. */
export const sum = (outcomes: readonly StepOutcome[]): StepOutcome =>
  outcomes.reduce(
    (total, outcome) => ({
      passed: total.passed + outcome.passed,
      failed: total.failed + outcome.failed,
      skipped: total.skipped + outcome.skipped,
      notes: [...total.notes, ...outcome.notes],
    }),
    { passed: 0, failed: 0, skipped: 0, notes: [] },
  );
