import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import { counted } from "../text/counted.ts";
import { setAsideReasons } from "./ask-for-item.ts";
import { reasonIn } from "./invalid-answer-error.ts";

/** How many items the parts hold that were set aside, by the code of the reason. */
export function setAsideIn(parts: readonly PartManifest[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const reasons of Object.values(droppedOf(parts))) {
    for (const [reason, count] of Object.entries(reasons)) {
      if (setAsideReasons.has(reason) && count > 0) sums[reason] = (sums[reason] ?? 0) + count;
    }
  }
  return sums;
}

/**
 * For a stage that is done and has nothing of what it asked for, which is no error of any one item.
 *
 * @param nothing what there is none of, as a sentence
 */
export function nothingUsableNotice(nothing: string, parts: readonly PartManifest[]): string {
  const count = Object.values(setAsideIn(parts)).reduce((sum, one) => sum + one, 0);
  return `${nothing} Set aside: ${counted(count, "questions")}, most of them for this reason: ${commonestReason(parts)}. \`cosmo show set-aside\` lists them; when that is mended, \`cosmo run --retry-failed\` asks again.`;
}

/** Of the samples that parts keep. */
function commonestReason(parts: readonly PartManifest[]): string {
  const counts = new Map<string, number>();
  for (const { samples } of parts) {
    for (const code of setAsideReasons) {
      for (const told of samples[code] ?? []) {
        const reason = reasonIn(told) ?? code;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    }
  }
  const [most = ["not known"]] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most[0];
}
