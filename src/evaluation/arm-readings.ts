import type { Arm, ArmEdge, ArmHead } from "./arm.ts";
import type { KeyLine, ReadSheetLine } from "./arm-sheet.ts";

/** An edge that an arm drew, and what its reader said. */
export interface ArmReading {
  readonly item: number;
  readonly edge: ArmEdge;
  readonly head: ArmHead;
  /** Whether the reader said yes; not sure is no yes. */
  readonly plausible: boolean;
  readonly decile: number;
}

/**
 * Joins what was read to the edges of each arm, by the arm's name. Items that were not read are left out.
 *
 * @throws Error for an item that the key has and the sheet not, and for an edge that its arm's graph has not
 */
export function armReadings(
  arms: readonly Arm[],
  sheet: readonly ReadSheetLine[],
  key: readonly KeyLine[],
): ReadonlyMap<string, readonly ArmReading[]> {
  const lines = new Map(sheet.map((line) => [line.item, line]));
  return new Map(
    arms.map(({ name, edges, heads }) => {
      const edgeOf = new Map(edges.map((edge) => [edge.id, edge]));
      const headOf = new Map(heads.map((head) => [head.id, head]));
      const own = key.filter(({ arm }) => arm === name);
      if (own.length === 0) throw new Error(`the key has no item of the arm ${name}`);
      const readings = own.flatMap(({ item, edge: id, decile }): readonly ArmReading[] => {
        const line = lines.get(item);
        if (line === undefined) throw new Error(`the sheet has no item ${item}`);
        const edge = edgeOf.get(id);
        const head = headOf.get(edge?.head ?? "");
        if (edge === undefined || head === undefined) {
          throw new Error(
            `item ${item}: the graph of ${name} has no edge ${id}; was it made anew?`,
          );
        }
        if (line.answers === undefined) return [];
        return [{ item, edge, head, plausible: line.answers.plausible === "yes", decile }];
      });
      return [name, readings];
    }),
  );
}
