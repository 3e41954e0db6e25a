import { chosenRelations } from "../relations/chosen-relations.ts";
import { type Relation, readRelations } from "../relations/relation.ts";
import { relationsFile } from "./relations-file.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The relations that the settings choose, of those of the workspace.
 * @throws CosmoError RELATIONS_INVALID, RELATION_UNKNOWN
 */
export async function wantedRelations({
  folder,
  configuration,
}: Pick<Workspace, "folder" | "configuration">): Promise<readonly Relation[]> {
  const set = await readRelations(relationsFile(folder, configuration));
  return chosenRelations(set, configuration.generation.relations);
}
