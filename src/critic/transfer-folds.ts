import { groupFolds } from "../learning/group-folds.ts";
import { seededRank, seededSample } from "../statistics/seeded-sample.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import { normalForm } from "../text/normal-form.ts";
import { splittingTail } from "../text/splitting-tail.ts";
import type { LabelledClaim } from "./labelled-claims.ts";

/** Places of claims: what is learnt from, and what that is tested on. */
export interface TransferFold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export const transferKinds = ["across-domains", "within-domains"] as const;
export type TransferKind = (typeof transferKinds)[number];

export interface TransferOptions {
  /** How many folds, each tested on once; at most as many as there are domains. */
  readonly folds: number;
  readonly seed: number;
}

/** The domain of claims of which no label says one. */
const unknown = "unknown";

/**
 * Two ways to test on claims that were not learnt from. Across: each fold is some domains, and nothing learnt
 * from is about a product of theirs. Within: each fold has product types of all domains. Either way no product
 * type is on both sides, nor a tail that a model made, and each fold learns from as many claims, which the seed
 * draws. Each claim whose domain is known is tested on once in each way. A pair's domain is that of the product
 * that was bought, or of the second one.
 */
export function transferFolds(
  claims: readonly LabelledClaim[],
  { folds, seed }: TransferOptions,
): Readonly<Record<TransferKind, readonly TransferFold[]>> {
  const places = [...claims.keys()].filter((place) => claims[place]?.domain !== unknown);
  const all = places.map((place) => ({ place, ...thingsOf(claims[place] as LabelledClaim) }));
  const domainsOfType = new Map<string, Set<string>>();
  for (const { types, domain } of all) {
    const type = types.at(-1) ?? "";
    domainsOfType.set(type, (domainsOfType.get(type) ?? new Set()).add(domain));
  }
  const byDomain = groupFolds(
    all.map(({ domain }) => domain),
    folds,
    seed,
  );
  const byType = typeFolds(all, folds, seed);
  const sidesOf = (foldOf: (claim: Placed) => number, isAcross: boolean) =>
    Array.from({ length: folds }, (_, fold) => {
      const test = all.filter((claim) => foldOf(claim) === fold);
      const types = new Set(test.flatMap((claim) => claim.types));
      const tails = new Set(test.flatMap(({ tail }) => tail ?? []));
      const domains = new Set(isAcross ? test.map(({ domain }) => domain) : []);
      // Of which domain a first product is, the labels of others say; where none does it may be any.
      const isOfDomains = (type: string): boolean =>
        isAcross && !domainsOfType.get(type)?.isDisjointFrom(domains);
      const train = all.filter(
        (claim) =>
          foldOf(claim) !== fold &&
          !claim.types.some((type) => types.has(type) || isOfDomains(type)) &&
          (claim.tail === null || !tails.has(claim.tail)),
      );
      return { train, test };
    });
  const across = sidesOf(({ domain }) => byDomain(domain), true);
  const within = sidesOf(({ group }) => byType(group), false);
  const count = Math.min(...[...across, ...within].map(({ train }) => train.length));
  const thinned = (sides: typeof across): readonly TransferFold[] =>
    sides.map(({ train, test }) => ({
      train: seededSample(train, count, seed, ({ place }) => String(place))
        .map(({ place }) => place)
        .toSorted((a, b) => a - b),
      test: test.map(({ place }) => place),
    }));
  return { "across-domains": thinned(across), "within-domains": thinned(within) };
}

interface Placed extends ReturnType<typeof thingsOf> {
  readonly place: number;
}

function thingsOf({ input, group, domain, madeBy }: LabelledClaim) {
  const { products } = input;
  const tail = splittingTail({ madeBy, tail: input.tail, typeB: products[0]?.type ?? null });
  return {
    group,
    domain,
    types: products.map(({ title, type }) => (type ?? title).toLowerCase()),
    tail: tail === null ? null : normalForm(tail),
  };
}

/** What hangs together to folds: those of each domain to all folds in turn. */
function typeFolds(
  claims: readonly Placed[],
  folds: number,
  seed: number,
): (group: string) => number {
  const groups = sortedGroups(claims, ({ group }) => group).map(([group, own]) => {
    const [most] = sortedGroups(own, ({ domain }) => domain).toSorted(
      ([, a], [, b]) => b.length - a.length,
    );
    return { group, order: `${most?.[0]}\u001f${seededRank(seed, group)}` };
  });
  const places = new Map(
    groups
      .toSorted((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ group }, place) => [group, place % folds]),
  );
  return (group) => places.get(group) ?? 0;
}
