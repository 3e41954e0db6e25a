import { z } from "zod";
import { seededRank, seededSample } from "../statistics/seeded-sample.ts";
import type { Arm, ArmEdge } from "./arm.ts";
import { fanOut } from "./fan-out.ts";

/** What a reader sees of an edge: nothing that says where it comes from. */
export interface SheetLine {
  readonly item: number;
  readonly headKind: ArmEdge["headKind"];
  /** A title, or a query's text. */
  readonly head: string;
  /** Of a product; null where unknown, and of a query. */
  readonly type: string | null;
  readonly relation: string;
  readonly tail: string;
  readonly sentence: string;
}

/** A line of a sheet that was read. Other fields of the sheet may stand with it. */
export const readSheetLine = z.object({
  item: z.int().min(1),
  annotator: z.string().min(1).optional(),
  annotatorKind: z.enum(["person", "author", "model"]).optional(),
  /** Absent: not read. */
  answers: z.object({ plausible: z.enum(["yes", "no", "not-sure"]) }).optional(),
});

export type ReadSheetLine = z.infer<typeof readSheetLine>;

/** For whom an item counts: one line for each arm that drew it. */
export const keyLine = z.strictObject({
  item: z.int().min(1),
  arm: z.string(),
  edge: z.string(),
  score: z.number().nullable(),
  /** Heads of the arm that lead to the edge's node. */
  fanOut: z.int(),
  /** 1 to 10, of the arm's edges by fan-out. */
  decile: z.int().min(1).max(10),
});

export type KeyLine = z.infer<typeof keyLine>;

export interface ArmSheet {
  readonly sheet: readonly SheetLine[];
  readonly key: readonly KeyLine[];
}

/**
 * Draws edges of each arm, evenly over its edges, and mixes them. All arms draw in the same order of edges, so
 * that what several of them have is drawn by them together as far as it goes, and stands in the sheet once.
 */
export function armSheet(
  arms: readonly Arm[],
  { perArm, seed }: { readonly perArm: number; readonly seed: number },
): ArmSheet {
  const drawn = arms.flatMap((arm) => {
    const { headsOf, decileOf } = fanOut(arm, 1);
    const heads = new Map(arm.heads.map((head) => [head.id, head]));
    return seededSample(arm.edges, perArm, seed, ({ id }) => id).map((edge) => ({
      edge,
      head: heads.get(edge.head),
      key: { arm: arm.name, score: edge.score, fanOut: headsOf(edge), decile: decileOf(edge) },
    }));
  });
  // Another order than that in which they were drawn, in which shared ones come first.
  const items = [...Map.groupBy(drawn, ({ edge }) => edge.id)].toSorted(([a], [b]) =>
    seededRank(seed, `sheet ${a}`) < seededRank(seed, `sheet ${b}`) ? -1 : 1,
  );
  return {
    sheet: items.flatMap(([, [first]], place) => {
      if (first === undefined) return [];
      const { headKind, relation, tail, sentence } = first.edge;
      const { words = first.edge.head, type = null } = first.head ?? {};
      return [{ item: place + 1, headKind, head: words, type, relation, tail, sentence }];
    }),
    key: items.flatMap(([edge, all], place) =>
      all.map(({ key: { arm, ...rest } }) => ({ item: place + 1, arm, edge, ...rest })),
    ),
  };
}
