import { z } from "zod";
import { type GraphDiff, graphDiff } from "../../app/graph-diff.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { defineCommand } from "../command.ts";
import { common, countOption } from "../options.ts";
import { textTable } from "../render/text-table.ts";

type EdgeChange = keyof GraphDiff["changes"];
const edgeChanges = ["added", "removed", "moved"] as const satisfies readonly EdgeChange[];

const usualLimit = 10;
const usualMove = 0.05;

export const graphDiffCommand = defineCommand({
  name: "graph diff",
  summary: "what changed between two versions, or since the one before",
  arguments: "[before] [after]",
  help: [
    { flags: "--limit <n>", summary: `edges shown of each kind (default: ${usualLimit})` },
    {
      flags: "--moved-by <score>",
      summary: `an edge moved where its score did by so much (default: ${usualMove})`,
    },
  ],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string().optional()).max(2),
    limit: countOption.default(usualLimit),
    movedBy: z
      .string()
      .regex(/^(?:1|0?\.\d{1,4}|0|1\.0{1,4})$/, "must be a number from 0 to 1")
      .transform(Number)
      .default(usualMove),
  }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace(
      { folder: options.workspace, environment, progress, signal },
      async (workspace) => {
        const {
          limit,
          movedBy,
          arguments: [before, after],
        } = options;
        return graphDiff(workspace, { before, after }, { limit, movedBy });
      },
    ),
  render(diff: GraphDiff, columns) {
    const { before, after, byRelation, heads, changes } = diff;
    const sum = (name: "before" | "after"): number =>
      byRelation.reduce((total, row) => total + row[name], 0);
    const total = { before: sum("before"), after: sum("after") };
    const sections = [
      textTable(
        ["", "version", "time", "message", "edges", "heads with edges"],
        [
          ["before", before.id, before.time, before.message, total.before, heads.before],
          ["after", after.id, after.time, after.message, total.after, heads.after],
        ],
        { width: columns, whole: ["", "version"] },
      ),
    ];
    if (edgeChanges.every((change) => changes[change].total === 0)) {
      return [...sections, "No edge changed."].join("\n\n");
    }
    sections.push(
      textTable(
        ["relation", "before", "after", ...edgeChanges],
        byRelation.map((row) => [
          row.relation,
          row.before,
          row.after,
          ...edgeChanges.map((change) => row[change]),
        ]),
        { width: columns, whole: ["relation"] },
      ),
      `${counted(heads.gained, "heads")} without an edge before have one now, ${heads.lost} lost all of theirs.`,
      ...edgeChanges.flatMap((change) => changedEdges(change, changes[change], columns)),
      "One of them in full: cosmo show EDGE",
    );
    return sections.join("\n\n");
  },
});

const titles: Readonly<Record<EdgeChange, string>> = {
  added: "Added, best first",
  removed: "Removed, best first",
  moved: "Moved, farthest first",
};

function changedEdges(
  change: EdgeChange,
  { total, rows }: GraphDiff["changes"][EdgeChange],
  columns: number,
): readonly string[] {
  if (total === 0) return [];
  const shown = rows.length < total ? ` (${rows.length} of ${total.toLocaleString("en-US")})` : "";
  const table = textTable(
    ["before", "after", "head", "relation", "intent", "edge"],
    rows.map(({ edge, head, words, relation, wording, scoreBefore, scoreAfter }) => [
      scoreBefore ?? "",
      scoreAfter ?? "",
      words ?? head,
      relation,
      wording,
      edge,
    ]),
    { width: columns, overflow: "cut", whole: ["edge", "relation"] },
  );
  return [`${titles[change]}${shown}\n${table}`];
}
