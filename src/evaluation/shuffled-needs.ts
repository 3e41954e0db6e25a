import { seededRandom } from "../statistics/random.ts";
import { servedTypes, type TrueNeed } from "./true-need.ts";
import type { Fact, Truth } from "./truth.ts";

/**
 * A control: the truth with the facts of the needs dealt out anew, so that no need keeps its own. What
 * a graph scores against it is chance. The types that serve the need take over the parts of the types
 * that served the other one, so that a product has about as many facts as before.
 *
 * @param needs every need of the truth
 * @throws RangeError for fewer than two needs
 */
export function shuffledNeeds(truth: Truth, needs: readonly TrueNeed[], seed: number): Truth {
  const withFacts = needs.filter(({ id }) => truth.has(id));
  if (withFacts.length < 2) {
    throw new RangeError(`expected at least 2 needs with facts, got ${withFacts.length}`);
  }
  const donors = derangement(withFacts, seed);
  return new Map(
    withFacts.map((need, place) => {
      const donor = donors[place] ?? need;
      const facts = truth.get(donor.id) ?? [];
      return [need.id, facts.map((fact) => handedOn(fact, donor, need))];
    }),
  );
}

/** `types` may become empty where the need has fewer types: the fact then holds for queries alone. */
function handedOn(fact: Fact, donor: TrueNeed, need: TrueNeed): Fact {
  if (fact.types === null) return { ...fact, need: need.id };
  const { types } = fact;
  const parts = servedTypes(donor);
  const taken = servedTypes(need).filter((_type, place) =>
    types.includes(parts[place % parts.length] ?? ""),
  );
  return { ...fact, need: need.id, types: taken };
}

/** One cycle through all items (Sattolo 1986), so that none stays in its place. */
function derangement<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = seededRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(last);
    const [a, b] = [shuffled[last] as Item, shuffled[other] as Item];
    shuffled[last] = b;
    shuffled[other] = a;
  }
  return shuffled;
}
