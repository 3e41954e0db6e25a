import { type Figure, shareFigure, wilsonFigure } from "../statistics/figure.ts";
import { krippendorffAlpha } from "../statistics/krippendorff-alpha.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import { claimOf, headOf, type Label, type Question, questions } from "./label.ts";
import { subjectOf } from "./label-head.ts";

export interface LabelRow {
  /** What the labels have in common: `all`, `subject/coBuy`, `relation/is_a`, `madeBy/author`, … */
  readonly id: string;
  readonly labels: number;
  /** Heads that they are about: pairs, product types, products, queries. */
  readonly heads: number;
  /** Share of yes by question; a question that nobody answered is left out. */
  readonly yes: Readonly<Partial<Record<Question, Figure>>>;
}

export interface Agreement {
  /** `all`, or of one subject: `subject/coBuy`. */
  readonly id: string;
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
 * Intervals of shares: bootstrap over heads, since claims about one pair or type hang together.
 */
export function labelReport(labels: readonly Label[]): LabelReport {
  const first = labels.filter(({ round }) => round === 1);
  const groups: Readonly<Record<string, (label: Label) => string>> = {
    subject: ({ head }) => subjectOf(head),
    madeBy: ({ madeBy }) => madeBy,
    data: ({ data }) => data,
    "subject+madeBy": ({ head, madeBy }) => `${subjectOf(head)}+${madeBy}`,
    "data+madeBy": ({ data, madeBy }) => `${data}+${madeBy}`,
    relation: ({ relation }) => relation,
    split: ({ split }) => split ?? "none",
  };
  const rows = [rowOf("all", first)];
  for (const [name, keyOf] of Object.entries(groups)) {
    for (const [key, own] of sortedGroups(first, keyOf)) rows.push(rowOf(`${name}/${key}`, own));
  }
  const bySubject = sortedGroups(labels, ({ head }) => subjectOf(head));
  return {
    rows,
    agreement: [
      ...agreementOf("all", labels),
      ...bySubject.flatMap(([subject, own]) => agreementOf(`subject/${subject}`, own)),
    ],
  };
}

function rowOf(id: string, labels: readonly Label[]): LabelRow {
  const byHead = [...Map.groupBy(labels, headOf).values()];
  const yes: Partial<Record<Question, Figure>> = {};
  for (const question of questions) {
    const units = byHead.map((own) => {
      const answers = own.flatMap(({ answers: all }) => all[question] ?? []);
      return { hits: answers.filter((one) => one === "yes").length, trials: answers.length };
    });
    const figure = shareFigure(units, seed);
    if (figure !== null) yes[question] = figure;
  }
  return { id, labels: labels.length, heads: byHead.length, yes };
}

function agreementOf(id: string, labels: readonly Label[]): readonly Agreement[] {
  const readTwice = [...Map.groupBy(labels, claimOf).values()].filter(({ length }) => length > 1);
  return questions.flatMap((question) => {
    const units = readTwice
      .map((readings) => readings.flatMap(({ answers }) => answers[question] ?? []))
      .filter(({ length }) => length > 1);
    if (units.length === 0) return [];
    const alpha = krippendorffAlpha(units);
    const same = units.filter((answers) => new Set(answers).size === 1).length;
    const agreement: Agreement = {
      id,
      question,
      claims: units.length,
      alpha: Number.isNaN(alpha) ? null : alpha,
      same: wilsonFigure(same, units.length),
    };
    return [agreement];
  });
}
