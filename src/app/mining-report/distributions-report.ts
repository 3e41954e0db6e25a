import { type MiningRule, miningRules } from "../../behaviour/mining-rules.ts";
import {
  type MiningBin,
  type MiningMeasure,
  type MiningSubject,
  miningMeasures,
  miningSubjects,
} from "../../domain/tables/mining-distributions.ts";
import { type SettingValue, settingOf } from "./settings-of-run.ts";

export interface BinReport {
  readonly bin: string;
  /** Values from here on; null: any lower one too. */
  readonly least: number | null;
  /** Values below; null: any higher one too. */
  readonly below: number | null;
  readonly kept: number;
  /** By rule. */
  readonly cut: Readonly<Record<string, number>>;
}

/** A histogram of pairs or queries. */
export interface DistributionReport {
  readonly subject: MiningSubject;
  readonly measure: MiningMeasure;
  /** The rule that cuts below a value of this measure, and that value; null: none does. */
  readonly cut: (SettingValue & { readonly rule: string }) | null;
  readonly bins: readonly BinReport[];
}

/** @param config the settings of the run that counted */
export const distributionsReport = (
  rows: readonly MiningBin[],
  config: unknown,
): readonly DistributionReport[] =>
  miningSubjects.flatMap((subject) =>
    miningMeasures.flatMap((measure) => {
      const own = rows.filter((row) => row.subject === subject && row.measure === measure);
      if (own.length === 0) return [];
      const rule = miningRules.find(
        ({ cuts }) => cuts?.subject === subject && cuts.measure === measure,
      );
      return [{ subject, measure, cut: rule ? cutOf(rule, config) : null, bins: binsOf(own) }];
    }),
  );

function cutOf({ name, settings: [path = []] }: MiningRule, config: unknown) {
  return { rule: name, ...settingOf(config, path) };
}

function binsOf(rows: readonly MiningBin[]): readonly BinReport[] {
  const byPlace = Map.groupBy(
    rows.toSorted((a, b) => a.place - b.place),
    ({ place }) => place,
  );
  return [...byPlace.values()].map((outcomes) => {
    const [first] = outcomes as [MiningBin];
    const cut = outcomes.filter(({ outcome }) => outcome !== "kept");
    return {
      bin: first.bin,
      least: fromMillionths(first.leastMillionths),
      below: fromMillionths(first.belowMillionths),
      kept: outcomes.find(({ outcome }) => outcome === "kept")?.times ?? 0,
      cut: Object.fromEntries(cut.map(({ outcome, times }) => [outcome, times])),
    };
  });
}

const fromMillionths = (millionths: number | null): number | null =>
  millionths === null ? null : millionths / 1e6;
