import { ownValue } from "../../domain/own-value.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { baseOfIngForm, singularOf } from "../../text/word-form.ts";

/** One name for a unit, however it is written. */
const unitNames: Readonly<Record<string, string>> = {
  in: "inch",
  ft: "foot",
  oz: "ounce",
  lb: "pound",
  gal: "gallon",
  qt: "quart",
  pt: "pint",
  yd: "yard",
  sq: "square",
  cu: "cubic",
  hr: "hour",
  pc: "piece",
  pk: "pack",
  ct: "count",
  mm: "millimeter",
  cm: "centimeter",
  ml: "milliliter",
  kg: "kilogram",
  v: "volt",
  w: "watt",
};

/** Units after a number, which are also words of their own elsewhere. */
const unitWords = new Set([
  ...Object.values(unitNames),
  ...["amp", "gram", "liter", "meter", "size", "person", "gauge", "year", "gb", "tb", "piece"],
]);

export const isNumber = (word: string): boolean => /^\d/.test(word);
export const isUnit = (word: string): boolean => unitWords.has(word);

/**
 * The words of a text in their order, in lower case and in one form: singular nouns, verbs without -ing, units
 * by one name. Letters and digits are parted; a fraction or a decimal is one number.
 *
 * @example readWords('2-Light 6" Sconces') // ["2", "light", "6", "inch", "sconce"]
 */
export function readWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [found] of plainText(text).matchAll(/\d+(?:[.,/]\d+)*|\p{L}+/gu)) {
    const before = words.at(-1) ?? "";
    const unit = isNumber(before) ? ownValue(unitNames, found.replace(/s$/, "")) : undefined;
    words.push(unit ?? baseForm(found.replaceAll(",", "")));
  }
  return words;
}

const plainText = (text: string): string =>
  normaliseQuery(text)
    .replace(/(?<=\d) ?(?:"|'')/g, " inch ")
    .replace(/(?<=\d) ?'/g, " foot ")
    .replace(/(?<=\p{L})'s?(?!\p{L})/gu, " ");

const baseForm = (word: string): string => singularOf(baseOfIngForm(word) ?? word);
