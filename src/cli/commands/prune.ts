import { z } from "zod";
import { type Pruned, pruneWorkspace } from "../../app/pruning/prune-workspace.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { firstNames } from "../../text/first-names.ts";
import { defineCommand } from "../command.ts";
import { common, countOption } from "../options.ts";
import { bytesText } from "../render/bytes-text.ts";
import { textTable } from "../render/text-table.ts";

export const pruneCommand = defineCommand({
  name: "prune",
  summary: "remove from the disk what nothing reads any more",
  help: [
    {
      flags: "--versions <n>",
      summary:
        "keep the rows of so many versions of the graph, from the newest; default: of all. The log keeps all lines",
    },
    { flags: "--plan", summary: "say what would be removed, and remove nothing" },
  ],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0, "takes no arguments, only options"),
    versions: countOption.optional(),
    plan: z.boolean().default(false),
  }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(() =>
        pruneWorkspace(workspace, { versions: options.versions ?? null, isPlan: options.plan }),
      ),
    ),
  render: renderPruned,
  afterInterruption: "run the same command, which goes on.",
});

function renderPruned(
  { isPlan, parts, runs, versions, bytes, stale }: Pruned,
  columns: number,
): string {
  const tables = Object.entries(parts);
  const later =
    stale.length === 0
      ? []
      : [
          `What ${firstNames(stale, 20)} made for earlier settings or imports stays until a run takes its place: let it, and prune again.`,
          "Next: cosmo run",
        ];
  if (tables.length === 0 && runs === 0 && versions.length === 0 && bytes === 0) {
    const none =
      "There is nothing to remove: all that is there is of today's imports, of the last runs or of a version of the graph that is kept.";
    return [none, ...later].join("\n");
  }
  const count = tables.reduce((sum, [, one]) => sum + one.parts, 0);
  const ofVersions =
    versions.length === 0
      ? ""
      : ` ${counted(versions.length, "older versions")} of the graph ${isPlan ? "would be" : versions.length === 1 ? "is" : "are"} without rows: ${versions.join(", ")}.`;
  return [
    `${isPlan ? "Would remove" : "Removed"} ${counted(count, "parts")} and ${counted(runs, "records")} of runs in whose place later ones are, ${bytesText(bytes)}.${ofVersions}`,
    ...(tables.length === 0
      ? []
      : [
          "",
          textTable(
            ["table", "parts", "size"],
            tables.map(([table, one]) => [table, formatNumber(one.parts), bytesText(one.bytes)]),
            { width: columns },
          ),
        ]),
    ...later,
  ].join("\n");
}
