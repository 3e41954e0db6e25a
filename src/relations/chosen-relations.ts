import { unknownName } from "../text/unknown-name.ts";
import type { Relation, RelationSet } from "./relation.ts";

/**
 * The relations of these names, in this order; null: all.
 * @throws CosmoError RELATION_UNKNOWN with the nearest name
 */
export function chosenRelations(
  set: RelationSet,
  names: readonly string[] | null,
): readonly Relation[] {
  if (names === null) return set.relations;
  const known = set.relations.map(({ name }) => name);
  return names.map((name) => {
    const found = set.relations.find((relation) => relation.name === name);
    if (found === undefined) throw unknownName("RELATION_UNKNOWN", "relation", name, known);
    return found;
  });
}
