import { hashOf } from "../domain/hash.ts";
import type { DrawnClaim } from "./drawn-claims.ts";
import { type Answer, checkedLabel, type Label, questions } from "./label.ts";

/** The columns of a sheet that one annotator fills in with a spreadsheet; `claim` says which claim a row is of. */
export const sheetColumns = ["claim", "head", "sentence", ...questions, "comment"] as const;

/** Words for the answers, in small letters. */
const words: Readonly<Record<Answer, readonly string[]>> = {
  yes: ["yes", "y", "1", "true", "ja", "j", "wahr", "oui", "si", "sí"],
  no: ["no", "n", "0", "false", "nein", "falsch", "non"],
  "not-sure": ["not-sure", "not sure", "unsure", "?", "unsicher"],
};
const answerOfWord: ReadonlyMap<string, Answer> = new Map(
  Object.entries(words).flatMap(([answer, all]) => all.map((word) => [word, answer as Answer])),
);

/**
 * A sheet to be filled in: CSV with a byte order mark, by which spreadsheets know UTF-8. It shows what is to be read and nothing of
 * where a claim comes from, in an order of the annotator's own, so that claims of one head don't stand together.
 */
export function answerSheet(
  claims: Iterable<DrawnClaim>,
  annotator: string,
  delimiter: "," | ";",
): string {
  const rank = ({ shown }: DrawnClaim): string => hashOf([annotator, shown]);
  const rows = [...claims]
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
    .map(({ shown, words: head = [], sentence }) => [
      rowName({ shown }),
      head.join(" | "),
      sentence,
      ...questions.map(() => ""),
      "",
    ]);
  const lines = [sheetColumns, ...rows].map((cells) => cells.map(quoted).join(delimiter));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** How a sheet names a claim: a letter first, or a spreadsheet would take some for numbers. */
export const rowName = ({ shown }: Pick<DrawnClaim, "shown">): string => `c${shown.slice(0, 12)}`;

const quoted = (cell: string): string =>
  /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Who answered. */
export interface AnsweredBy {
  readonly annotator: string;
  readonly round: number;
}

/**
 * The label that a row of a filled-in sheet makes; null where nothing is answered, else what is wrong with it.
 * @param cellOf the text of a column; empty where it has none
 */
export function labelOfRow(
  claim: DrawnClaim,
  cellOf: (column: (typeof sheetColumns)[number]) => string,
  { annotator, round }: AnsweredBy,
): { readonly label: Label } | { readonly problem: string } | null {
  const answers: Partial<Record<(typeof questions)[number], Answer>> = {};
  for (const question of questions) {
    const word = cellOf(question).trim().toLowerCase();
    if (word === "") continue;
    const answer = answerOfWord.get(word);
    if (answer === undefined) return { problem: `${question} is none of yes, no and not sure` };
    answers[question] = answer;
  }
  if (Object.keys(answers).length === 0) return null;
  if (plain(cellOf("sentence")) !== plain(claim.sentence)) {
    return { problem: "the sentence is not that of the claim: were cells sorted or changed?" };
  }
  const comment = cellOf("comment").trim();
  return checkedLabel({
    ...claim,
    ...{ annotator, annotatorKind: "person", answers, round },
    ...(comment === "" ? {} : { comment }),
  });
}

/** Spreadsheets may change spaces and quotes. */
const plain = (text: string): string => text.replace(/[\s"“”'’]+/gu, " ").trim();
