import type { HeadKind } from "./head-row.ts";
import { headWords, isShortPrefix } from "./head-words.ts";
import type { KnowledgeIndex } from "./open-index.ts";

export interface SearchResult {
  readonly kind: HeadKind;
  readonly id: string;
  readonly site: string;
  readonly locale: string;
  readonly words: string;
  readonly domain: string | null;
  readonly productType: string | null;
  readonly edges: number;
}

/** Words with one beginning that are looked at; further ones in the order of the alphabet are not. */
const wordsPerBeginning = 2000;

/** Heads with all whole words that are looked at, those with most edges first. */
const headsLookedAt = 2000;

/**
 * Heads with all words of a text, in any order, the last one as the beginning of a word. Those with
 * more edges come first. Nothing for a text without letters and digits.
 */
export function searchHeads(
  index: KnowledgeIndex,
  text: string,
  limit: number,
): readonly SearchResult[] {
  const words = headWords(text);
  const last = words.at(-1);
  if (last === undefined) return [];
  const whole = words.slice(0, -1);
  const numbers = whole.length === 0 ? headsBeginning(index, last, limit) : headsWith(index, whole);
  const results: SearchResult[] = [];
  let lookedAt = 0;
  for (const number of numbers) {
    if (results.length === limit || lookedAt++ === headsLookedAt) break;
    const head = index.head(number);
    const own = headWords(`${head.words} ${head.sku ?? ""}`);
    const hasAll = whole.every((word) => own.includes(word));
    if (!hasAll || !own.some((word) => word.startsWith(last))) continue;
    const { kind, id, site, locale, domain, productType, edges } = head;
    results.push({ kind, id, site, locale, words: head.words, domain, productType, edges });
  }
  return results;
}

function headsBeginning(index: KnowledgeIndex, prefix: string, limit: number): readonly number[] {
  if (isShortPrefix(prefix)) return index.headsByShortPrefix(prefix);
  const found = new Set<number>();
  for (const numbers of index.headsByBeginning(prefix, wordsPerBeginning)) {
    // A list is sorted: of no word more than the first few can be among the first few of all.
    for (const number of numbers.slice(0, limit)) found.add(number);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** The heads of the rarest word, as far as the first chunk of each list tells; the caller checks the others. */
function* headsWith(index: KnowledgeIndex, words: readonly string[]): Generator<number> {
  let rarest = words[0] ?? "";
  let fewest = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const [first = []] = index.headsWithWord(word);
    if (first.length < fewest) [rarest, fewest] = [word, first.length];
  }
  for (const numbers of index.headsWithWord(rarest)) yield* numbers;
}
