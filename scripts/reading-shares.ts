// Shares of plausible and typical claims or edges in a reading, with 95 % Wilson intervals, as one JSON document.
//   node scripts/reading-shares.ts docs/readings/FILE.jsonl [WORKSPACE]
// WORKSPACE: beside all that was read, the edges of it that stand in the graph of this workspace today.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { openLookup } from "../src/app/show/lookup.ts";
import { edges } from "../src/domain/tables/graph.ts";
import { wilsonLowerBound, wilsonUpperBound } from "../src/statistics/wilson.ts";
import { inWorkspace } from "./in-workspace.ts";

const answer = z.enum(["yes", "no", "not-sure"]);
const line = z.object({
  /** What it was drawn from: kept and raw claims, edges above and below a score. */
  set: z.string(),
  edge: z.string().optional(),
  relation: z.string(),
  annotatorKind: z.literal("author"),
  answers: z.object({ plausible: answer, typical: answer.optional() }),
});

const [file = "", folder] = process.argv.slice(2);
const lines = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((text) => line.parse(JSON.parse(text)));

const sharesOf = (id: string, read: typeof lines) => {
  const share = (question: "plausible" | "typical") => {
    const answered = read.flatMap(({ answers }) => answers[question] ?? []);
    if (answered.length === 0) return null;
    const yes = answered.filter((one) => one === "yes").length;
    return {
      mean: yes / answered.length,
      interval: [wilsonLowerBound(yes, answered.length), wilsonUpperBound(yes, answered.length)],
    };
  };
  return { id, read: read.length, plausible: share("plausible"), typical: share("typical") };
};

const standing = new Set<string>();
if (folder !== undefined) {
  await inWorkspace(folder, async (workspace) => {
    const lookup = await openLookup(workspace);
    for (const { edge } of lines) {
      if (edge === undefined) continue;
      if ((await lookup.one(edges, "id", edge)) !== undefined) standing.add(edge);
    }
  });
}
const rows = [...new Set(lines.map(({ set }) => set))].toSorted().flatMap((set) => {
  const ofSet = lines.filter((one) => one.set === set);
  const today = ofSet.filter(({ edge }) => edge !== undefined && standing.has(edge));
  return [
    sharesOf(set, ofSet),
    ...(folder === undefined ? [] : [sharesOf(`${set}, in the graph today`, today)]),
  ];
});
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);
