import { stat } from "node:fs/promises";
import type { Tell } from "../knowledge/knowledge.ts";
import { readRelations, verbalise } from "../relations/relation.ts";
import { relationsFile } from "./relations-file.ts";
import type { Workspace } from "./workspace.ts";

/**
 * How this workspace's relations are told; one that is gone since is told by its name. The file is read
 * once, and again when it has changed: to check it takes longer than to open an index.
 * @throws CosmoError RELATIONS_INVALID, from what it gives
 */
export function relationTeller({
  folder,
  configuration,
}: Pick<Workspace, "folder" | "configuration">): () => Promise<Tell> {
  const file = relationsFile(folder, configuration);
  let read: { readonly mark: string; readonly tell: Tell } | undefined;
  return async () => {
    const mark = await stat(file).then(
      ({ ino, mtimeMs, size }) => `${ino} ${mtimeMs} ${size}`,
      () => "",
    );
    if (read?.mark !== mark) read = { mark, tell: await tellerOf(file) };
    return read.tell;
  };
}

async function tellerOf(file: URL | string): Promise<Tell> {
  const { relations } = await readRelations(file);
  const known = new Map(relations.map((relation) => [relation.name, relation]));
  return (name, wording) => {
    const relation = known.get(name);
    return relation === undefined ? `${name} ${wording}` : verbalise(relation, wording);
  };
}
