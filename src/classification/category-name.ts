import { tokensOf } from "../text/english.ts";
import { singularForm, wordKey } from "./title-words.ts";
import { people } from "./unnaming-words.ts";

/** What a category calls the things in it. */
export interface CategoryName {
  /** In lower case and singular. */
  readonly name: string;
  /** Key of its noun, as titles have it. */
  readonly key: string;
  /** With what stands before it, where both may be one name: “point & shoot camera”. */
  readonly whole: string | null;
}

const between = /\s*(?:,|&|\/|\band\b)\s*/i;

/**
 * The names that are in the name of a category, in order. Words for whom a thing is are left out; what names nothing else
 * gives no name.
 *
 * @example categoryNames("Women's Cases & Sleeves") // case, sleeve
 */
export function categoryNames(category: string): readonly CategoryName[] {
  const parts = category
    .replace(/\([^)]*\)/g, " ")
    .split(between)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
  return parts.flatMap((part, at) => {
    const words = wordsOf(part);
    const head = words.at(-1);
    if (head === undefined) return [];
    const name = [...words.slice(0, -1), singularForm(head)].join(" ");
    const previous = parts[at - 1];
    const whole = previous === undefined || words.length === 1 ? null : `${previous} & ${name}`;
    return [{ name, key: wordKey(head), whole }];
  });
}

/** Up to what it is for: “bags for cameras” are bags. */
function wordsOf(part: string): readonly string[] {
  const end = tokensOf(part).find(({ partOfSpeech }) => partOfSpeech === "ADP")?.text;
  const words = part.split(/\s+/);
  const cut = end === undefined ? -1 : words.indexOf(end);
  return (cut > 0 ? words.slice(0, cut) : words).filter(
    (word) => /\p{L}/u.test(word) && !people.has(word),
  );
}
