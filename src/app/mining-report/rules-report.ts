import { samplesPerReason } from "../../artifact/dataset.ts";
import { miningRules } from "../../behaviour/mining-rules.ts";
import type { FunnelRow } from "../../stage/stage.ts";
import { partsOf, type StageRecord } from "../../stage/stage-record.ts";
import { seededSample } from "../../statistics/seeded-sample.ts";
import { type SettingValue, settingOf } from "./settings-of-run.ts";

export interface RuleReport {
  readonly rule: string;
  readonly settings: readonly SettingValue[];
  readonly cut: number;
  /** Of what went into the group; null where nothing did. */
  readonly share: number | null;
  /** A few of what it cut, as text; of queries that the gate stopped, no words. */
  readonly samples: readonly string[];
}

/** What went into one line of the funnel, what each rule cut of it, in the order of the rules, and what came out. */
export interface GroupReport {
  readonly group: string;
  readonly rowsIn: number;
  readonly rules: readonly RuleReport[];
  readonly rowsOut: number;
}

/** The funnels of the stages of a run, with every rule that there is, also where it cut nothing. */
export const rulesReport = (records: readonly StageRecord[]): readonly GroupReport[] =>
  records.flatMap(groupsOf);

const groupsOf = (record: StageRecord): readonly GroupReport[] =>
  record.funnel.map((row) => ({
    group: row.group,
    rowsIn: row.rowsIn,
    rules: rulesOf(row).map(({ name, settings }) => {
      const cut = row.dropped[name] ?? 0;
      return {
        rule: name,
        settings: settings.map((path) => settingOf(record.config, path)),
        cut,
        share: row.rowsIn === 0 ? null : cut / row.rowsIn,
        samples: samplesOf(record, row.group, name),
      };
    }),
    rowsOut: row.rowsOut,
  }));

/** Those that are known, and behind them others that the run names: it may be of another version. */
function rulesOf({ group, dropped }: FunnelRow) {
  const known = miningRules.filter((rule) => rule.group === group);
  const others = Object.keys(dropped).filter((name) => !known.some((rule) => rule.name === name));
  return [...known, ...others.map((name) => ({ name, settings: [] }))];
}

/** An even sample over all parts that dropped something of the group for this reason. */
function samplesOf(record: StageRecord, group: string, reason: string): readonly string[] {
  const texts = partsOf(record)
    .filter(({ dropped }) => dropped[group]?.[reason] !== undefined)
    .flatMap(({ samples }) => samples[reason] ?? []);
  return seededSample([...new Set(texts)], samplesPerReason, record.seed, (text) => text);
}
