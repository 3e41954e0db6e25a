import type { MineConfig } from "../mine-config.ts";
import type { ExplainedRule } from "./explained-pair.ts";

/** The setting, for rules that go by what days weigh; nothing where all days count alike. */
export const halfLifeSetting = ({ halfLifeDays }: MineConfig): ExplainedRule["settings"] =>
  halfLifeDays === null ? {} : { "half-life-days": halfLifeDays };

/** What plain numbers come to with a half-life; nothing where all days count alike. */
export const ifDecaying = (
  { halfLifeDays }: MineConfig,
  numbers: ExplainedRule["numbers"],
): ExplainedRule["numbers"] => (halfLifeDays === null ? {} : numbers);
