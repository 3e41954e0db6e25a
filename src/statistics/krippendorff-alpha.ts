/**
 * Krippendorff's α for nominal answers: 1 is full agreement, 0 what chance would give, below 0 less.
 * Units with fewer than two answers say nothing and are left out. NaN where nothing could differ.
 * (Krippendorff, Content Analysis, 4th edition, 2019, §12.3.)
 *
 * @param units the answers to each unit, whoever gave them
 */
export function krippendorffAlpha(units: readonly (readonly string[])[]): number {
  const totals = new Map<string, number>();
  let disagreement = 0;
  let count = 0;
  for (const answers of units) {
    if (answers.length < 2) continue;
    const own = new Map<string, number>();
    for (const answer of answers) own.set(answer, (own.get(answer) ?? 0) + 1);
    count += answers.length;
    for (const [answer, times] of own) {
      totals.set(answer, (totals.get(answer) ?? 0) + times);
      disagreement += (times * (answers.length - times)) / (answers.length - 1);
    }
  }
  let expected = 0;
  for (const times of totals.values()) expected += (times * (count - times)) / (count - 1);
  return expected === 0 ? Number.NaN : 1 - disagreement / expected;
}
