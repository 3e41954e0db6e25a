import { baseWords } from "./base-words.ts";

/** More words than these make no short name. */
const mostWords = 3;

/**
 * Words of packages, sizes, people and colours, which say nothing of what a thing is. It is not the list of words that are
 * no attribute (`attribute-terms.ts`): “women's”, “organic” and “mini” name no thing, but are attributes of one; and
 * “brand” or “compatible” are no attribute, but rarely what most titles share.
 */
const unnamingForms: readonly string[] =
  `a an and the of for from in into on or to by at with without new set pack pc piece count ct box bag bottle
   can case unit size ounce oz pound lb gram inch foot fl gallon liter mm cm gauge gb small medium large x xl
   big mini natural organic original free style woman women womens women's man men mens men's girl girls' boy
   boys' junior kid baby toddler infant unisex black white silver gold blue red`.split(/\s+/);

let foundUnnaming: ReadonlySet<string> | undefined;

/** These and their base forms: found on first use, since that loads the language model, which most commands never need. */
function unnamingWords(): ReadonlySet<string> {
  foundUnnaming ??= new Set(unnamingForms.flatMap((word) => [word, ...baseWords(word)]));
  return foundUnnaming;
}

/**
 * What titles of one kind of thing say it is: the words that more than half of them share, at most three, in the order in
 * which titles have them. Undefined where there are fewer than two titles, or they share none.
 *
 * @example nameInTitles(["Logi Wireless Mouse M325", "Wireless Mouse, silver", "HP mouse"]) // "wireless mouse"
 */
export function nameInTitles(titles: readonly string[]): string | undefined {
  if (titles.length < 2) return undefined;
  const found = new Map<string, { titles: number; places: number; forms: Map<string, number> }>();
  for (const title of titles) {
    for (const [place, [word, form]] of namingWords(title).entries()) {
      const known = found.get(word) ?? { titles: 0, places: 0, forms: new Map<string, number>() };
      known.titles += 1;
      known.places += place;
      known.forms.set(form, (known.forms.get(form) ?? 0) + 1);
      found.set(word, known);
    }
  }
  const shared = [...found]
    .filter(([, { titles: count }]) => count * 2 > titles.length)
    .map(([word, { titles: count, places, forms }]) => ({
      ...{ word, count, place: places / count },
      form: [...forms].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? word,
    }))
    .toSorted((a, b) => b.count - a.count || a.place - b.place || (a.word < b.word ? -1 : 1))
    .slice(0, mostWords)
    .toSorted((a, b) => a.place - b.place || (a.word < b.word ? -1 : 1));
  return shared.length === 0 ? undefined : shared.map(({ form }) => form).join(" ");
}

/** Words of a title that may name the thing, each once: its base form, and as the title has it in lower case. */
function namingWords(title: string): readonly (readonly [word: string, form: string])[] {
  const forms = new Map<string, string>();
  const unnaming = unnamingWords();
  for (const form of title.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? []) {
    if (/\p{N}/u.test(form) || form.length < 2) continue;
    const [word = form] = baseWords(form);
    if (!forms.has(word) && !unnaming.has(word) && !unnaming.has(form)) forms.set(word, form);
  }
  return [...forms];
}
