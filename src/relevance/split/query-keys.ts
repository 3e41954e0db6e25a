import { type Wording, wordingOf } from "../../text/wording.ts";

/** What is known of the words of all queries. */
export interface Vocabulary {
  /** Whether a query or a title has the word. */
  isWord(word: string): boolean;
  /** What a word that may be misspelt most likely stands for. */
  correctionOf(word: string): string | undefined;
}

/** A query as it is compared. */
export interface ReadQuery {
  /** As `normaliseQuery` gives it. */
  readonly text: string;
  readonly locale: string;
  readonly wording: Wording;
}

/**
 * Keys of a query: near-duplicates have one in common, but for some that are misspelt. Each holds the query's numbers, sizes and signs, and
 * what it rules out.
 */
export function* queryKeys(
  { wording, locale }: ReadQuery,
  { isWord, correctionOf }: Vocabulary,
): Generator<string> {
  if (wording.letters === "") return;
  yield* keysOf(wording);
  const { words } = wording;
  const right = words.map((word) => correctionOf(word) ?? word);
  for (const others of [compounded(words, isWord), right, compounded(right, isWord)]) {
    if (others.every((word, place) => word === words[place])) continue;
    const other = wordingOf(others.join(" "), locale);
    // Numbers are never put right.
    if (other.guard === wording.guard) yield* keysOf(other);
  }
}

function* keysOf({ guard, letters, baseLetters, order, form, loose }: Wording): Generator<string> {
  for (const key of [letters, baseLetters]) yield `letters|${guard}|${key}`;
  for (const key of [order, form, loose, stemsOf(loose)]) {
    if (key !== "") yield `words|${guard}|${key}`;
  }
}

/** Words that stand side by side and are one word elsewhere, as that: “fire place” as “fireplace”. */
function compounded(
  words: readonly string[],
  isWord: (word: string) => boolean,
): readonly string[] {
  const joined: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const [word = "", next = ""] = words.slice(place);
    const pair = `${word}${next}`;
    const isPair = next !== "" && /^\p{L}{5,}$/u.test(pair) && isWord(pair);
    joined.push(isPair ? pair : word);
    if (isPair) place++;
  }
  return joined;
}

/** Without the plural's s where no rule knows it for one: “lights”, whose singular is an adjective first. */
const stemsOf = (loose: string): string =>
  loose
    .split(" ")
    .map((word) => word.replace(/^(\p{L}{2,}[^\P{L}s])s$/u, "$1"))
    .toSorted()
    .join(" ");
