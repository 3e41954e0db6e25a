import type { RelevanceResult } from "../../app/relevance/evaluate-relevance.ts";
import { counted, formatNumber } from "../../text/counted.ts";

/** What was not evaluated, and why, in sentences. */
export function leftOut({ leftOut: out, rejected, notices }: RelevanceResult): readonly string[] {
  const codes = Object.entries(rejected).map(([code, count]) => `${formatNumber(count)} ${code}`);
  return [
    ...(codes.length === 0 ? [] : [`Rows that could not be used: ${codes.join(", ")}.`]),
    ...(out.withoutTitle === 0
      ? []
      : [`Left out: ${counted(out.withoutTitle, "judgements")} of products without a title.`]),
    ...(out.beyondMost === 0
      ? []
      : [`Left out: ${counted(out.beyondMost, "judgements")} beyond the most that were wanted.`]),
    ...notices,
  ];
}
