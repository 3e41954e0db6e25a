import type { ProductOutcome, QueryOutcome } from "../../domain/tables/mining-coverage.ts";

/** What became of products or queries, and the rule where one says more. */
export interface Outcome {
  readonly outcome: ProductOutcome | QueryOutcome;
  readonly rule: string | null;
}

const unpairedWords: Readonly<Record<string, string>> = {
  noSession: "bought outside sessions, after no search",
  maximumBasket: "bought in too large baskets, after no search",
};

/** An outcome as a person reads it. */
export function outcomeWords({ outcome, rule }: Outcome): string {
  switch (outcome) {
    case "kept":
      return "in a kept pair";
    case "cut":
      return `all pairs cut, most by ${rule}`;
    case "unpaired":
      return unpairedWords[rule ?? ""] ?? "bought alone, after no search";
    case "returned":
      return "all that was bought came back";
    case "neverBought":
      return "in the log, never bought";
    case "neverSeen":
      return "never in the log";
    case "superseded":
      return "the sku names another product by now";
    case "noPurchase":
      return "nothing bought after it";
    case "stopped":
      return `stopped by the gate: ${rule}`;
  }
}
