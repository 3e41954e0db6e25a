import { truthInvalid } from "./read-truth.ts";
import { servedTypes, type TrueNeed } from "./true-need.ts";
import type { Truth } from "./truth.ts";

/**
 * Refuses a truth that does not fit the needs: a misspelt need or type would take facts away from
 * every head without a word, and lower every figure.
 *
 * @throws CosmoError TRUTH_INVALID
 */
export function checkTruth(truth: Truth, needs: readonly TrueNeed[]): void {
  const needOf = new Map(needs.map((need) => [need.id, need]));
  for (const [id, facts] of truth) {
    const need = needOf.get(id);
    if (need === undefined) throw truthInvalid(`needs.${id}`, "the shop has no such need");
    const served = servedTypes(need);
    for (const [place, { types }] of facts.entries()) {
      const unknown = types?.find((type) => !served.includes(type));
      if (unknown === undefined) continue;
      const known = served.join(", ");
      throw truthInvalid(
        `needs.${id}[${place}].types`,
        `"${unknown}" does not serve the need; these do: ${known}`,
      );
    }
  }
  const bare = needs.find(({ id }) => !truth.has(id));
  if (bare !== undefined) throw truthInvalid(`needs.${bare.id}`, "the need has no facts");
}
