import type { PartManifest } from "../../artifact/dataset.ts";
import type { Workspace } from "../workspace.ts";
import { forgottenCustomers } from "./forgotten-list.ts";
import { withoutCustomers } from "./without-customers.ts";

export interface LeftForgotten {
  readonly parts: readonly PartManifest[];
  /** Events that are left out. */
  readonly events: number;
}

/**
 * Leaves out of the parts of an import what customers did who were forgotten, for the work that takes it in. Parts that held some are gone from
 * the disk afterwards, however that work ends.
 */
export async function leaveForgotten<Result>(
  workspace: Pick<Workspace, "sql" | "store" | "stateFolder">,
  parts: readonly PartManifest[],
  signal: AbortSignal,
  takeIn: (left: LeftForgotten) => Promise<Result>,
): Promise<Result> {
  const hashes = [...forgottenCustomers(workspace.stateFolder).keys()];
  if (hashes.length === 0) return takeIn({ parts, events: 0 });
  const kept: PartManifest[] = [];
  try {
    await withoutCustomers(workspace, hashes, parts, async ({ without }) => {
      for (const part of parts) {
        signal.throwIfAborted();
        kept.push(await without(part));
      }
    });
    const rowsIn = (of: readonly PartManifest[]): number =>
      of.reduce((sum, { rows }) => sum + rows, 0);
    return await takeIn({ parts: kept, events: rowsIn(parts) - rowsIn(kept) });
  } finally {
    for (const part of parts) if (!kept.includes(part)) await workspace.store.remove(part);
  }
}
