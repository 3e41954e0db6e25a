import { connectedGroups, type GroupOf } from "../statistics/connected-groups.ts";

/**
 * Groups heads that pairs connect, directly or over others. One claim about a pair is an edge of both its
 * heads, so that what is judged of the one hangs on the other: only groups are independent.
 *
 * @returns for each head the first one, by id, of its group
 */
export const connectedHeads = (
  pairs: Iterable<{ readonly headA: string; readonly headB: string }>,
): GroupOf =>
  connectedGroups(Iterator.from(pairs).map(({ headA, headB }) => [headA, headB] as const));
