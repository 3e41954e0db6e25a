import { krippendorffAlpha } from "../statistics/krippendorff-alpha.ts";
import { wilsonLowerBound, wilsonUpperBound } from "../statistics/wilson.ts";
import { claimOf, type Label, type Question, questions } from "./label.ts";

export interface Share {
  readonly mean: number;
  /** 95 % Wilson interval. */
  readonly interval: readonly [number, number];
}

export interface LabelRow {
  /** What the labels have in common: `all`, `behaviour/coBuy`, `relation/is_a`, `madeBy/author`, … */
  readonly id: string;
  readonly labels: number;
  /** Share of yes by question; a question that nobody answered is left out. */
  readonly yes: Readonly<Partial<Record<Question, Share>>>;
}

export interface Agreement {
  readonly question: Question;
  /** Claims that were read twice. */
  readonly claims: number;
  /** Krippendorff's α, nominal; null where all answers are one. */
  readonly alpha: number | null;
  /** Share of the claims to which both readings gave the same answer. */
  readonly same: Share;
}

export interface LabelReport {
  readonly rows: readonly LabelRow[];
  readonly agreement: readonly Agreement[];
}

/** Shares of yes over the first reading, by what labels have in common, and the agreement of both. */
export function labelReport(labels: readonly Label[]): LabelReport {
  const first = labels.filter(({ round }) => round === 1);
  const groups: Readonly<Record<string, (label: Label) => string>> = {
    behaviour: ({ head }) => head.behaviour,
    madeBy: ({ madeBy }) => madeBy,
    data: ({ data }) => data,
    "behaviour+madeBy": ({ head, madeBy }) => `${head.behaviour}+${madeBy}`,
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
  const yes: Partial<Record<Question, Share>> = {};
  for (const question of questions) {
    const answers = labels.flatMap(({ answers: all }) => all[question] ?? []);
    if (answers.length > 0) {
      yes[question] = shareOf(answers.filter((one) => one === "yes").length, answers.length);
    }
  }
  return { id, labels: labels.length, yes };
}

function agreementOf(labels: readonly Label[]): readonly Agreement[] {
  const readTwice = [...Map.groupBy(labels, claimOf).values()].filter(({ length }) => length > 1);
  if (readTwice.length === 0) return [];
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
      same: shareOf(same, units.length),
    };
    return [agreement];
  });
}

const shareOf = (part: number, whole: number): Share => ({
  mean: part / whole,
  interval: [wilsonLowerBound(part, whole), wilsonUpperBound(part, whole)],
});
