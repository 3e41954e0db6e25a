/** Names the group of heads that a head belongs to; a head that stands alone is a group of its own. */
export type GroupOf = (head: string) => string;

/**
 * Groups heads that pairs connect, directly or over others. One claim about a pair is an edge of both its
 * heads, so that what is judged of the one hangs on the other: only groups are independent.
 *
 * @returns for each head the first one, by id, of its group
 */
export function connectedHeads(
  pairs: Iterable<{ readonly headA: string; readonly headB: string }>,
): GroupOf {
  const above = new Map<string, string>();
  const rootOf = (head: string): string => {
    let root = head;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // Shortens the way for the next one who asks.
    for (let at = head; at !== root; ) {
      const next = above.get(at) ?? root;
      above.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { headA, headB } of pairs) {
    const [a, b] = [rootOf(headA), rootOf(headB)];
    if (a < b) above.set(b, a);
    else if (b < a) above.set(a, b);
  }
  return rootOf;
}
