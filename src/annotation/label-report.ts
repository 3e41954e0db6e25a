import { type Figure, shareFigure, wilsonFigure } from "../statistics/figure.ts";
import { krippendorffAlpha } from "../statistics/krippendorff-alpha.ts";
import { claimOf, type Label, type Question, questions } from "./label.ts";

export interface LabelRow {
  /** What the labels have in common: `all`, `behaviour/coBuy`, `relation/is_a`, `madeBy/author`, … */
  readonly id: string;
  readonly labels: number;
  /** Pairs that they are about. */
  readonly pairs: number;
  /** Share of yes by question; a question that nobody answered is left out. */
  readonly yes: Readonly<Partial<Record<Question, Figure>>>;
}

export interface Agreement {
  readonly question: Question;
  /** Claims that were read twice. */
  readonly claims: number;
  /** Krippendorff's α, nominal; null where all answers are one. */
  readonly alpha: number | null;
  /** Share of the claims to which both readings gave the same answer. */
  readonly same: Figure | null;
}

export interface LabelReport {
  readonly rows: readonly LabelRow[];
  readonly agreement: readonly Agreement[];
}

/** Seed of the intervals. */
const seed = 1;

/**
 * Shares of yes over the first reading, by what labels have in common, and the agreement of both.
 * Intervals of shares: bootstrap over pairs, since claims about one pair hang together.
 */
export function labelReport(labels: readonly Label[]): LabelReport {
  const first = labels.filter(({ round }) => round === 1);
  const groups: Readonly<Record<string, (label: Label) => string>> = {
    behaviour: ({ head }) => head.behaviour,
    madeBy: ({ madeBy }) => madeBy,
    data: ({ data }) => data,
    "behaviour+madeBy": ({ head, madeBy }) => `${head.behaviour}+${madeBy}`,
    "data+madeBy": ({ data, madeBy }) => `${data}+${madeBy}`,
    relation: ({ relation }) => relation,
    split: ({ split }) => split ?? "none",
  };
  const rows = [rowOf("all", first)];
  for (const [name, keyOf] of Object.entries(groups)) {
    const byKey = Map.groupBy(first, keyOf);
    for (const key of [...byKey.keys()].sort()) {
      rows.push(rowOf(`${name}/${key}`, byKey.get(key) ?? []));
    }
  }
  return { rows, agreement: agreementOf(labels) };
}

function rowOf(id: string, labels: readonly Label[]): LabelRow {
  const byPair = [...Map.groupBy(labels, ({ data, head }) => JSON.stringify([data, head]))];
  const yes: Partial<Record<Question, Figure>> = {};
  for (const question of questions) {
    const units = byPair.map(([, own]) => {
      const answers = own.flatMap(({ answers: all }) => all[question] ?? []);
      return { hits: answers.filter((one) => one === "yes").length, trials: answers.length };
    });
    const figure = shareFigure(units, seed);
    if (figure !== null) yes[question] = figure;
  }
  return { id, labels: labels.length, pairs: byPair.length, yes };
}

function agreementOf(labels: readonly Label[]): readonly Agreement[] {
  const readTwice = [...Map.groupBy(labels, claimOf).values()].filter(({ length }) => length > 1);
  return questions.flatMap((question) => {
    const units = readTwice
      .map((readings) => readings.flatMap(({ answers }) => answers[question] ?? []))
      .filter(({ length }) => length > 1);
    if (units.length === 0) return [];
    const alpha = krippendorffAlpha(units);
    const same = units.filter((answers) => new Set(answers).size === 1).length;
    const agreement: Agreement = {
      question,
      claims: units.length,
      alpha: Number.isNaN(alpha) ? null : alpha,
      same: wilsonFigure(same, units.length),
    };
    return [agreement];
  });
}
