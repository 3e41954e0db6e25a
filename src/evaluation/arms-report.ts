import { comparedShares, comparedUnits } from "../statistics/compared-shares.ts";
import { type Figure, shareFigure, type Trials, wilsonFigure } from "../statistics/figure.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import { type Arm, type ArmHead, unitOf } from "./arm.ts";
import type { ArmReading } from "./arm-readings.ts";
import { fanOut } from "./fan-out.ts";

/** An arm and what was read of it. */
export interface ReadArm {
  readonly arm: Arm;
  readonly readings: readonly ArmReading[];
}

export interface ArmsReportOptions {
  /** A node is generic of a kind of heads where more than this share of them lead to it, 0 to 1. */
  readonly genericShare: number;
  /** Seed of the intervals. */
  readonly seed: number;
}

/** A head is covered that has so many edges. */
const coveredFrom = 3;

const coverages: Readonly<Record<string, (head: ArmHead) => boolean>> = {
  products: ({ kind }) => kind === "product",
  queries: ({ kind }) => kind === "query",
  /** Products that no pair has. */
  neverBought: ({ kind, inPairs }) => kind === "product" && !inPairs,
};

export interface ArmRow {
  readonly arm: string;
  /** Answers that were asked for. */
  readonly calls: number;
  readonly edges: number;
  readonly read: number;
  /** Share of plausible edges among those read. */
  readonly precision: Figure | null;
  readonly precisionByKind: Readonly<Record<"product" | "query", Figure | null>>;
  readonly byFanOut: readonly FanOutRow[];
  readonly assertions: number;
  readonly assertionsPer100Calls: number;
  /** Edges to nodes that few heads of the kind lead to. */
  readonly nonGeneric: {
    readonly edges: number;
    readonly per100Calls: number;
    readonly read: number;
    readonly precision: Figure | null;
    /** Of the edges for 100 calls, how many are plausible, by the precision read. */
    readonly rightPer100Calls: Figure | null;
  };
  /** Share of heads with at least three edges. */
  readonly covered: Readonly<
    Record<string, { readonly heads: number; readonly share: Figure | null }>
  >;
}

export interface FanOutRow {
  readonly decile: number;
  /** Heads that lead to a node, least and most. */
  readonly heads: readonly [least: number, most: number];
  readonly edges: number;
  readonly read: number;
  /** Wilson's interval: there are few edges each. */
  readonly precision: Figure | null;
}

/** Differences of the first from the second; a figure is null where one of them has none. */
export interface ArmDifference {
  readonly of: string;
  readonly against: string;
  readonly precision: Figure | null;
  readonly nonGenericPrecision: Figure | null;
  /** How many times as many plausible non-generic edges for as many calls. */
  readonly timesRightPer100Calls: Figure | null;
  readonly covered: Readonly<Record<string, Figure | null>>;
}

/**
 * Figures of each arm, and each arm against each one before it. Intervals are of 95 %: a bootstrap over heads,
 * products of one type being one unit, since what is true of the type is true of all or none of them.
 */
export function armsReport(
  arms: readonly ReadArm[],
  options: ArmsReportOptions,
): { readonly rows: readonly ArmRow[]; readonly differences: readonly ArmDifference[] } {
  const measured = arms.map((one) => measure(one, options));
  return {
    rows: measured.map(({ row }) => row),
    differences: measured.flatMap((of, place) =>
      measured.slice(0, place).map((against) => difference(of, against, options.seed)),
    ),
  };
}

type Units = ReadonlyMap<string, Trials>;

/** An arm's row, and what each unit adds to its shares. */
interface Measured {
  readonly row: ArmRow;
  readonly precision: Units;
  readonly nonGeneric: Units;
  readonly covered: Readonly<Record<string, Units>>;
}

function measure({ arm, readings }: ReadArm, { genericShare, seed }: ArmsReportOptions): Measured {
  const { headsOf, decileOf, isGeneric } = fanOut(arm, genericShare);
  const per100Calls = (count: number): number => (100 * count) / arm.calls;
  const edgesOf = new Map<string, number>();
  for (const { head } of arm.edges) edgesOf.set(head, (edgesOf.get(head) ?? 0) + 1);
  const ofReadings = (own: readonly ArmReading[]): Units =>
    trialsByUnit(own, ({ head, plausible }) => ({ head, hit: plausible }));
  const precision = ofReadings(readings);
  const specific = readings.filter(({ edge }) => !isGeneric(edge));
  const nonGeneric = ofReadings(specific);
  const nonGenericEdges = arm.edges.filter((edge) => !isGeneric(edge)).length;
  const nonGenericPrecision = figureOf(nonGeneric, seed);
  const covered = Object.fromEntries(
    Object.entries(coverages).map(([name, isOf]) => [
      name,
      trialsByUnit(arm.heads.filter(isOf), (head) => ({
        head,
        hit: (edgesOf.get(head.id) ?? 0) >= coveredFrom,
      })),
    ]),
  );
  const deciles = sortedDeciles(arm.edges, decileOf);
  return {
    precision,
    nonGeneric,
    covered,
    row: {
      arm: arm.name,
      calls: arm.calls,
      edges: arm.edges.length,
      read: readings.length,
      precision: figureOf(precision, seed),
      precisionByKind: {
        product: figureOf(ofReadings(readings.filter(({ head }) => head.kind === "product")), seed),
        query: figureOf(ofReadings(readings.filter(({ head }) => head.kind === "query")), seed),
      },
      byFanOut: deciles.map(([decile, own]) => {
        const read = readings.filter((reading) => reading.decile === decile);
        const heads = own.map(headsOf);
        return {
          decile,
          heads: [heads.reduce((a, b) => Math.min(a, b)), heads.reduce((a, b) => Math.max(a, b))],
          edges: own.length,
          read: read.length,
          precision: wilsonFigure(read.filter(({ plausible }) => plausible).length, read.length),
        };
      }),
      assertions: arm.assertions,
      assertionsPer100Calls: per100Calls(arm.assertions),
      nonGeneric: {
        edges: nonGenericEdges,
        per100Calls: per100Calls(nonGenericEdges),
        read: specific.length,
        precision: nonGenericPrecision,
        rightPer100Calls:
          nonGenericPrecision && times(nonGenericPrecision, per100Calls(nonGenericEdges)),
      },
      covered: Object.fromEntries(
        Object.entries(covered).map(([name, units]) => [
          name,
          { heads: sumOfTrials(units), share: figureOf(units, seed) },
        ]),
      ),
    },
  };
}

function difference(of: Measured, against: Measured, seed: number): ArmDifference {
  const compared = (name: "precision" | "nonGeneric") => comparedUnits(of[name], against[name]);
  const factor = of.row.nonGeneric.per100Calls / against.row.nonGeneric.per100Calls;
  return {
    of: of.row.arm,
    against: against.row.arm,
    precision: comparedShares(compared("precision"), seed),
    nonGenericPrecision: comparedShares(compared("nonGeneric"), seed),
    timesRightPer100Calls: comparedShares(
      compared("nonGeneric"),
      seed,
      (own, other) => (factor * own) / other,
    ),
    covered: Object.fromEntries(
      Object.entries(of.covered).map(([name, units]) => [
        name,
        comparedShares(comparedUnits(units, against.covered[name] ?? new Map()), seed),
      ]),
    ),
  };
}

/** A bootstrap knows no doubt where all units agree: then it is Wilson's interval, each unit being one trial. */
export function figureOf(units: Units, seed: number): Figure | null {
  const figure = shareFigure([...units.values()], seed);
  if (figure?.mean !== 0 && figure?.mean !== 1) return figure;
  return wilsonFigure(figure.mean * units.size, units.size);
}

export const times = ({ mean, interval: [low, high] }: Figure, factor: number): Figure => ({
  mean: mean * factor,
  interval: [low * factor, high * factor],
});

const sumOfTrials = (units: Units): number =>
  [...units.values()].reduce((sum, { trials }) => sum + trials, 0);

/** Hits and trials of each unit of heads, units in order of their names. */
export function trialsByUnit<Item>(
  items: readonly Item[],
  trialOf: (item: Item) => { readonly head: ArmHead; readonly hit: boolean },
): Units {
  const trials = items.map(trialOf);
  return new Map(
    sortedGroups(trials, ({ head }) => unitOf(head)).map(([unit, own]) => [
      unit,
      { hits: own.filter(({ hit }) => hit).length, trials: own.length },
    ]),
  );
}

const sortedDeciles = <Item>(
  items: readonly Item[],
  decileOf: (item: Item) => number,
): readonly (readonly [number, readonly Item[]])[] =>
  [...Map.groupBy(items, decileOf)].toSorted(([a], [b]) => a - b);
