export interface Split {
  readonly before: string;
  readonly within: string;
  readonly after: string;
}

/** A text cut around the first place where a phrase stands in it; null where it doesn't. */
export function splitAround(text: string, phrase: string): Split | null {
  const at = phrase === "" ? -1 : text.toLowerCase().indexOf(phrase.toLowerCase());
  if (at < 0) return null;
  const end = at + phrase.length;
  return { before: text.slice(0, at), within: text.slice(at, end), after: text.slice(end) };
}
