import { shellWord } from "../../text/shell-word.ts";
import { kindOfWord } from "../event-kind-words.ts";
import { likelyKind } from "../likely-kind.ts";
import { nearestNames } from "../nearest-names.ts";
import { plainName } from "../plain-name.ts";
import { cleanValue } from "./clean-text.ts";
import { cannotHold, couldHold, isTime } from "./could-hold.ts";
import type { FieldWords } from "./field-words.ts";
import type { ColumnSource } from "./resolve-columns.ts";

const valuesOf = (source: ColumnSource, column: string): readonly string[] =>
  source.samples.flatMap((record) => cleanValue(source.cell(column)(record)) ?? []);

/** A column tells acts apart by a few words. */
const mostWords = 12;

/** Whether values are a few words, without a digit, that come again and again: no id. */
function areFewWords(values: readonly string[]): boolean {
  const distinct = new Set(values).size;
  return (
    values.length >= 10 &&
    distinct <= mostWords &&
    distinct * 2 <= values.length &&
    values.every((value) => !/\p{N}/u.test(value))
  );
}

/** Whether most values are words for what was done, by name or by what they suggest. */
function areKinds(values: readonly string[]): boolean {
  const fitting = values.filter((value) => (kindOfWord(value) ?? likelyKind(value)) !== null);
  return (
    fitting.length * 2 > values.length &&
    (values.length < 10 ? new Set(values).size <= mostWords : areFewWords(values))
  );
}

const areTimes = (values: readonly string[]): boolean =>
  values.filter(isTime).length * 2 > values.length;

/**
 * The column that a field may be read from, to propose it: by what its values look like and what its
 * name contains. Null where none does.
 */
export function likelyColumn(
  source: ColumnSource,
  field: string,
  { hints }: Pick<FieldWords, "hints">,
  columns: readonly string[],
): string | null {
  const byValues = (fits: (values: readonly string[]) => boolean) =>
    columns.filter((column) => fits(valuesOf(source, column)));
  if (field === "kind")
    return firstNamed(hints, byValues(areKinds)) ?? byValues(areKinds)[0] ?? null;
  const possible = columns.filter(
    (column) =>
      couldHold(field, source.samples.map(source.cell(column))) &&
      !cannotHold(field, source.samples.map(source.cell(column))) &&
      !areFewWords(valuesOf(source, column)) &&
      !areKinds(valuesOf(source, column)),
  );
  const named = firstNamed(hints, possible);
  if (named !== null) return named;
  if (field === "time") return byValues(areTimes)[0] ?? null;
  return nearestNames(field, possible, 1)[0] ?? null;
}

const firstNamed = (hints: readonly string[], columns: readonly string[]): string | null =>
  hints.flatMap((hint) => columns.filter((name) => plainName(name).includes(hint)))[0] ?? null;

/** A pair of `--map` to paste. */
export const mapPair = (field: string, column: string): string => shellWord(`${field}=${column}`);
