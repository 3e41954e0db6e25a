import type { MineConfig } from "../mine-config.ts";
import type { ExplainedRule } from "./explained-pair.ts";

/** Reasons that a selection of before overrules, as the files …-decisions.sql have them. */
const overruled: readonly string[] = [
  ...["productQuota", "clickRate", "purchaseRate", "queryQuota"],
  ...["randomCoPurchase", "belowChance", "typePairQuota", "belowStrongest"],
];

/** What keeps a pair that a rule stops today, since an earlier run selected it; else all stays as it was. */
export function keptAsSelected(
  stoppedBy: string | null,
  isSelected: boolean,
  { keepSelected }: MineConfig,
): {
  readonly stoppedBy: string | null;
  readonly keptFor: "selectedBefore" | null;
  readonly rules: readonly ExplainedRule[];
} {
  if (stoppedBy === null || !isSelected || !keepSelected || !overruled.includes(stoppedBy)) {
    return { stoppedBy, keptFor: null, rules: [] };
  }
  const rule: ExplainedRule = {
    rule: "selectedBefore",
    of: null,
    settings: {},
    value: null,
    limit: null,
    numbers: {},
    outcome: "kept",
    because: null,
  };
  return { stoppedBy: null, keptFor: "selectedBefore", rules: [rule] };
}
