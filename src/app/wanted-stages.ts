import { CosmoError } from "../domain/cosmo-error.ts";
import { unknownName } from "../text/unknown-name.ts";
import { missingImports } from "./needed-imports.ts";
import type { Workspace } from "./workspace.ts";

/** @throws CosmoError NOTHING_IMPORTED */
export async function refuseNothingImported({ imports, configuration }: Workspace): Promise<void> {
  const [table] = missingImports(configuration, await imports.list());
  if (table === undefined) return;
  const without =
    table === "events"
      ? " Without a log product types can be asked about: set generation.scopes to [product-type]."
      : "";
  throw new CosmoError("NOTHING_IMPORTED", `No ${table} have been imported yet`, {
    hint: `Run \`cosmo import ${table} PATH\` first; \`cosmo import ${table} --help\` shows the formats.${without}`,
    exitCode: 2,
  });
}

export function upTo({ stages }: Workspace, wanted: readonly string[]): Workspace["stages"] {
  if (wanted.length === 0) return stages;
  const names = stages.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === "relevance") throw relevanceIsNoStage();
  if (unknown !== undefined) throw unknownName("STAGE_UNKNOWN", "stage", unknown, names);
  return stages.slice(0, 1 + Math.max(...wanted.map((name) => names.indexOf(name))));
}

/** It needs nothing that stages make, and is no part of a run of all. */
const relevanceIsNoStage = (): CosmoError =>
  new CosmoError("STAGE_UNKNOWN", "relevance is no stage: it is learnt by a command of its own", {
    hint: "`cosmo run relevance`, with options behind these words.",
    exitCode: 2,
  });
