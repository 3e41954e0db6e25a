import { connectedGroups, type GroupOf } from "../statistics/connected-groups.ts";

/**
 * Groups heads that pairs or types connect, directly or over others. One claim about a pair is an edge of both
 * its heads, and one about a type of all its products, so that what is judged of the one hangs on the other:
 * only groups are independent.
 *
 * @returns for each head the first one, by id, of its group
 */
export const connectedHeads = (
  asked: Iterable<{ readonly subject: string; readonly head: string }>,
): GroupOf =>
  connectedGroups(Iterator.from(asked).map(({ subject, head }) => [subject, head] as const));
