import { ownValue } from "../domain/own-value.ts";
import { type TruthRelation, truthRelations } from "./truth.ts";

/** Relations of the truth that say much the same of the same thing, so that either may be claimed. */
const near: readonly (readonly TruthRelation[])[] = [
  ["used_for_func", "capable_of", "used_to", "x_want"],
  ["used_for_eve", "used_to", "x_want", "x_interested_in"],
  ["used_for_eve", "used_on"],
  ["used_as", "is_a"],
  ["used_for_aud", "used_by", "x_is_a"],
];

/** What a claim with one of the relations that come with cosmo may state. */
const seeds: Readonly<Record<string, readonly TruthRelation[]>> = {
  usedFor: truthRelations.filter((relation) => relation !== "is_a"),
  capableOf: ["capable_of", "used_for_func", "used_to", "used_for_eve", "x_want"],
  isA: ["is_a", "used_as"],
  usedWith: ["used_with"],
  cause: ["x_want", "x_interested_in", "used_for_eve", "used_to", "used_for_func", "capable_of"],
};

const isTruthRelation = (name: string): name is TruthRelation =>
  (truthRelations as readonly string[]).includes(name);

/** May a claim with this relation state a fact with that one? A relation that is not known may state any. */
export function areCompatible(claimed: string, stated: TruthRelation): boolean {
  const ofSeed = ownValue(seeds, claimed);
  if (ofSeed !== undefined) return ofSeed.includes(stated);
  if (!isTruthRelation(claimed) || claimed === stated) return true;
  return near.some((group) => group.includes(claimed) && group.includes(stated));
}
