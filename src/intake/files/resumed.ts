/** A stream whose first item was taken off it, whole again. Ending it early ends the stream too. */
export async function* resumed<Item>(
  first: Item,
  rest: AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
