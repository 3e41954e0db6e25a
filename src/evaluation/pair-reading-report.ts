import { type Figure, type Trials, wilsonFigure } from "../statistics/figure.ts";
import { meanFigure, shareDifference } from "../statistics/share-difference.ts";
import { asItIs, type PairReadingLine } from "./pair-reading.ts";

/** Pairs that were read, and the share of them of which the reader said yes; not sure is no yes. */
export interface ReadShare {
  readonly read: number;
  readonly notSure: number;
  readonly sharesNeed: Figure | null;
}

export interface PairReadingRow extends ReadShare {
  /** `kept`, `food/kept`, `food/minimumCount/cut`. */
  readonly id: string;
}

export interface PairReadingDifference {
  readonly of: string;
  readonly against: string;
  readonly sharesNeed: Figure | null;
}

export interface PairReadingReport {
  readonly rows: readonly PairReadingRow[];
  /** Kept less cut: above 0, a rule cuts what is worse than what it keeps. */
  readonly differences: readonly PairReadingDifference[];
}

interface Sides {
  readonly kept: readonly PairReadingLine[];
  readonly cut: readonly PairReadingLine[];
}

/** A rule is held against a log where so many pairs of both sides were read. */
const leastRead = 5;

/**
 * How many pairs share a need: of all kept and all cut ones that were drawn; by log; and by rule and log. A rule
 * is held against pairs of its own log: those drawn as it keeps or cuts them, and of those drawn as mining is by
 * default each on the side where the rule has it. `RULE/kept` against `RULE/cut` is the mean over the logs.
 *
 * Shares have Wilson's intervals, differences Newcombe's; pairs count as independent.
 */
export function pairReadingReport(lines: readonly PairReadingLine[]): PairReadingReport {
  const logs = distinct(lines.map(({ log }) => log));
  const rules = distinct(lines.flatMap(({ drawnFor, cutBy }) => [drawnFor, ...cutBy])).filter(
    (rule) => rule !== asItIs,
  );
  const ofSide = (some: readonly PairReadingLine[]): Sides => ({
    kept: some.filter(({ side }) => side === "kept"),
    cut: some.filter(({ side }) => side === "cut"),
  });
  const byRule = rules.flatMap((rule) =>
    logs.flatMap((log) => {
      const sides = sidesOf(
        rule,
        lines.filter((line) => line.log === log),
      );
      const read = Math.min(sides.kept.length, sides.cut.length);
      return read < leastRead ? [] : [{ rule, log, id: `${log}/${rule}`, sides }];
    }),
  );
  const compared = [
    { id: "", sides: ofSide(lines) },
    ...logs.map((log) => ({ id: log, sides: ofSide(lines.filter((line) => line.log === log)) })),
    ...byRule,
  ];
  const random = logs.map((log) => ({
    id: `${log}/${asItIs}/kept`,
    lines: lines.filter((line) => line.log === log && line.drawnFor === asItIs),
  }));
  return {
    rows: [
      ...compared.flatMap(({ id, sides }) => [
        rowOf(nameOf(id, "kept"), sides.kept),
        rowOf(nameOf(id, "cut"), sides.cut),
      ]),
      ...random.map(({ id, lines: some }) => rowOf(id, some)),
    ],
    differences: [
      ...compared.map(({ id, sides }) => differenceOf(id, differenceIn(sides))),
      ...[...Map.groupBy(byRule, ({ rule }) => rule)].map(([rule, ofLogs]) =>
        differenceOf(rule, meanFigure(ofLogs.flatMap(({ sides }) => differenceIn(sides) ?? []))),
      ),
    ],
  };
}

/** Each pair once on a side. */
function sidesOf(rule: string, lines: readonly PairReadingLine[]): Sides {
  const on = (side: "kept" | "cut") => {
    const some = lines.filter(
      (line) =>
        (line.drawnFor === rule && line.side === side) ||
        (line.drawnFor === asItIs && line.cutBy.includes(rule) === (side === "cut")),
    );
    return [...new Map(some.map((line) => [line.pair, line])).values()];
  };
  return { kept: on("kept"), cut: on("cut") };
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

const nameOf = (id: string, side: string): string => (id === "" ? side : `${id}/${side}`);

const trialsOf = (lines: readonly PairReadingLine[]): Trials => ({
  hits: lines.filter(({ answers }) => answers.sharesNeed === "yes").length,
  trials: lines.length,
});

function rowOf(id: string, lines: readonly PairReadingLine[]): PairReadingRow {
  const { hits, trials } = trialsOf(lines);
  const notSure = lines.filter(({ answers }) => answers.sharesNeed === "not-sure").length;
  return { id, read: trials, notSure, sharesNeed: wilsonFigure(hits, trials) };
}

const differenceIn = ({ kept, cut }: Sides): Figure | null =>
  shareDifference(trialsOf(kept), trialsOf(cut));

const differenceOf = (id: string, sharesNeed: Figure | null): PairReadingDifference => ({
  of: nameOf(id, "kept"),
  against: nameOf(id, "cut"),
  sharesNeed,
});
