/**
 * Splits sequences into batches of equal length, each of at most `maxTokens` tokens or one sequence,
 * shortest first. A batch lists places in `sequences`.
 */
export function equalLengthBatches(
  sequences: readonly { readonly length: number }[],
  maxTokens: number,
): readonly (readonly number[])[] {
  const placesByLength = Map.groupBy(sequences.keys(), (place) => sequences[place]?.length ?? 0);
  return [...placesByLength]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([length, places]) => chunks(places, Math.max(1, Math.floor(maxTokens / length))));
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
