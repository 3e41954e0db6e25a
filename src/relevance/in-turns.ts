import { setImmediate } from "node:timers/promises";

/** Of work, before other work of the thread gets its turn. */
const millisecondsPerTurn = 4;

/** What is made of each item, in their order; the event loop gets its turn meanwhile, and a stop is heard. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
  signal: AbortSignal,
  onTurn: (made: number) => void = () => {},
): Promise<readonly Made[]> {
  const all: Made[] = [];
  let since = performance.now();
  for (const item of items) {
    signal.throwIfAborted();
    all.push(make(item));
    if (performance.now() - since < millisecondsPerTurn) continue;
    onTurn(all.length);
    await setImmediate();
    since = performance.now();
  }
  return all;
}
