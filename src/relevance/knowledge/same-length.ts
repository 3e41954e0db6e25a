/** Parts a text into tokens which put together, one behind the other, give the text again. */
export type TokensOf = (text: string) => readonly string[];

/** Words, each with the white space before it. */
export const wordTokens: TokensOf = (text) => text.match(/\s*\S+/g) ?? [];

/**
 * As many pieces as another text has, each as long as its counterpart in tokens: piece by piece in turn, beginning anew
 * where there are fewer; cut at the end where one is too long, and said again from its start where it is too
 * short. Empty where there is nothing to say.
 *
 * @param lengths tokens of each piece that is wanted
 */
export function ofSameLength(
  pieces: readonly string[],
  lengths: readonly number[],
  tokensOf: TokensOf,
): readonly string[] {
  const said = pieces.map(tokensOf).filter((tokens) => tokens.length > 0);
  if (said.length === 0) return [];
  return lengths.map((length, place) => {
    const tokens = said[place % said.length] ?? [];
    const repeated = Array.from({ length }, (_, at) => {
      const token = tokens[at % tokens.length] ?? "";
      return at > 0 && at % tokens.length === 0 ? ` ${token.trimStart()}` : token;
    });
    return repeated.join("").trimStart();
  });
}

/** Tokens of all pieces. */
export const lengthOf = (pieces: readonly string[], tokensOf: TokensOf): number =>
  pieces.reduce((sum, piece) => sum + tokensOf(piece).length, 0);
