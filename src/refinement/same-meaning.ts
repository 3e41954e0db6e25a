import type { StoredMeasure } from "../measures/measure.ts";
import type { ClaimContext } from "./claim-context.ts";
import { textPair } from "./context-cosine.ts";

/** A claim that says what a claim with more votes says of the same head. */
export interface Repetition {
  /** Id of the claim that stands for both. */
  readonly of: string;
  /** Why they are the same, in words. */
  readonly reason: string;
}

type Said = Pick<ClaimContext, "claim" | "head" | "relation" | "tail" | "normalForm" | "votes">;

/** Cosines between the tails of each head and relation. Measured once, whichever of them the filters let pass. */
export async function tailCosines(
  claims: readonly Said[],
  cosine: StoredMeasure | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const pairs = groupsOf(claims).flatMap((group) =>
    group.flatMap((claim, place) =>
      group
        .slice(0, place)
        .filter(({ normalForm }) => normalForm !== claim.normalForm)
        .map((other) => textOf(claim, other)),
    ),
  );
  return (await cosine?.of(pairs, signal)) ?? new Map();
}

/**
 * Groups of equal meaning among claims: of one head and relation, with one normal form, or with a tail that is
 * near to that of the claim which stands for the group. The one with most votes stands for it, of equal ones the
 * shortest.
 *
 * @param cosines as `tailCosines` gives them; what is not among them is not near
 * @param cut cosine of two tails from which they mean the same
 * @returns the claims that another one stands for, by id
 */
export function repetitions(
  claims: readonly Said[],
  cosines: ReadonlyMap<string, number>,
  cut: number,
): ReadonlyMap<string, Repetition> {
  const found = new Map<string, Repetition>();
  for (const group of groupsOf(claims)) {
    const standing: Said[] = [];
    for (const claim of group.toSorted(bestFirst)) {
      const again = standing
        .map((other) => ({ of: other.claim, reason: whySame(claim, other, cosines, cut) }))
        .find(({ reason }) => reason !== undefined);
      if (again?.reason === undefined) standing.push(claim);
      else found.set(claim.claim, { of: again.of, reason: again.reason });
    }
  }
  return found;
}

function whySame(
  claim: Said,
  leader: Said,
  cosines: ReadonlyMap<string, number>,
  cut: number,
): string | undefined {
  if (claim.normalForm === leader.normalForm) return `the same words as “${leader.tail}”`;
  const near = cosines.get(textOf(claim, leader));
  return near !== undefined && near >= cut
    ? `cosine ${Math.round(near * 1000) / 1000} >= ${cut} to “${leader.tail}”`
    : undefined;
}

/** Votes of each group, by the claim that stands for it. One normal form counts once: its claims share their votes. */
export function votesOf(
  claims: readonly Said[],
  repeated: ReadonlyMap<string, Repetition>,
): ReadonlyMap<string, number> {
  const groups = Map.groupBy(claims, ({ claim }) => repeated.get(claim)?.of ?? claim);
  return new Map(
    [...groups].map(([leader, group]) => {
      const byForm = new Map(group.map(({ normalForm, votes }) => [normalForm, votes]));
      return [leader, [...byForm.values()].reduce((sum, votes) => sum + votes, 0)];
    }),
  );
}

const bestFirst = (a: Said, b: Said): number =>
  b.votes - a.votes || a.tail.length - b.tail.length || (a.tail < b.tail ? -1 : 1);

const groupsOf = (claims: readonly Said[]): readonly (readonly Said[])[] => [
  ...Map.groupBy(claims, ({ head, relation }) => `${head} ${relation}`).values(),
];

/** The same text whichever of the two comes first. */
const textOf = (one: Said, other: Said): string =>
  one.tail < other.tail ? textPair(one.tail, other.tail) : textPair(other.tail, one.tail);
