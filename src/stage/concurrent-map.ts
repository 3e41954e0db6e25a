/**
 * Maps items as they come, at most `concurrency` at once, and gives the results in the order of the
 * items. The first failure stops the taking of items, waits for what is in flight and is thrown.
 */
export async function* concurrentMap<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const inFlight: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const work = map(item);
      // A failure is thrown when its turn comes; until then it must not count as unhandled.
      work.catch(() => {});
      inFlight.push(work);
      if (inFlight.length >= concurrency) yield await (inFlight.shift() as Promise<Result>);
    }
    while (inFlight.length > 0) yield await (inFlight.shift() as Promise<Result>);
  } finally {
    await Promise.allSettled(inFlight);
  }
}
