/** Names the group that a thing belongs to; a thing that stands alone is a group of its own. */
export type GroupOf = (thing: string) => string;

/**
 * Groups things that pairs connect, directly or over others.
 *
 * @returns for each thing the first one, in the alphabet, of its group
 */
export function connectedGroups(pairs: Iterable<readonly [string, string]>): GroupOf {
  const above = new Map<string, string>();
  const rootOf = (thing: string): string => {
    let root = thing;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // Shortens the way for the next one who asks.
    for (let at = thing; at !== root; ) {
      const next = above.get(at) ?? root;
      above.set(at, root);
      at = next;
    }
    return root;
  };
  for (const [one, other] of pairs) {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a < b) above.set(b, a);
    else if (b < a) above.set(a, b);
  }
  return rootOf;
}
