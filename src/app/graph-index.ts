import { join } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Progress } from "../domain/progress.ts";
import { type GraphVersion, graphTables } from "../graph/graph-version.ts";
import { indexFolder } from "../knowledge/index-manifest.ts";
import { knownVectors } from "../knowledge/known-vectors.ts";
import { publishIndex, type WantedVectors } from "../knowledge/publish-index.ts";
import type { Workspace } from "./workspace.ts";

export const indexesFolder = (dataFolder: string): string => join(dataFolder, "graph", "indexes");

/** Compiles the look-up index of a version, where it is not there; it comes before the version is published. */
export async function prepareIndex(
  workspace: Workspace,
  version: GraphVersion,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { store, sql, versions, dataFolder } = workspace;
  const indexes = indexesFolder(dataFolder);
  const parent = version.parent === null ? undefined : await versions.get(version.parent);
  const current = await versions.current();
  const before = current && (await indexFolder(indexes, current.content));
  const files = Object.fromEntries(
    graphTables.map((name) => [name, store.files(version.tables[name])]),
  ) as Record<(typeof graphTables)[number], readonly string[]>;
  const work = progress.started("index", "versions", 1);
  await publishIndex(
    { sql, files, content: version.content },
    wantedVectors(workspace, before, signal),
    {
      indexes,
      temporary: join(dataFolder, "temporary"),
      keep: [parent, current].flatMap((one) => (one === undefined ? [] : [one.content])),
    },
    signal,
  );
  work.finished();
}

/** Vectors of queries, where the encoder's files are here: an index is no reason to fetch them. */
function wantedVectors(
  { ports }: Workspace,
  before: string | undefined,
  signal: AbortSignal,
): WantedVectors | undefined {
  const encoder = ports.encoderAtHand;
  if (encoder === undefined) return undefined;
  return {
    encoder: encoder.id,
    async open() {
      try {
        await encoder.encode(["query"], signal);
      } catch (error) {
        if (error instanceof CosmoError) return undefined;
        throw error;
      }
      return { encoder, known: await knownVectors(before, encoder.id) };
    },
  };
}
