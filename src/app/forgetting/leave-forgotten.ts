import type { PartManifest } from "../../artifact/dataset.ts";
import type { Workspace } from "../workspace.ts";
import { forgottenCustomers } from "./forgotten-list.ts";
import { withoutCustomers } from "./without-customers.ts";

export interface LeftForgotten {
  readonly parts: readonly PartManifest[];
  /** Events that are left out. */
  readonly events: number;
}

/** Leaves out of the parts of an import what customers did who were forgotten; parts that held some are gone from the disk. */
export async function leaveForgotten(
  workspace: Pick<Workspace, "sql" | "store" | "stateFolder">,
  parts: readonly PartManifest[],
): Promise<LeftForgotten> {
  const hashes = [...forgottenCustomers(workspace.stateFolder).keys()];
  if (hashes.length === 0) return { parts, events: 0 };
  return withoutCustomers(workspace, hashes, parts, async (told) => {
    const kept: PartManifest[] = [];
    let events = 0;
    for (const part of parts) {
      const left = await told.without(part);
      kept.push(left);
      events += part.rows - left.rows;
      if (left !== part) await workspace.store.remove(part);
    }
    return { parts: kept, events };
  });
}
