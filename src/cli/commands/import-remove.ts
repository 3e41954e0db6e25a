import { z } from "zod";
import { type RemovedImport, removeImports } from "../../app/remove-imports.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { firstNames } from "../../text/first-names.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const importRemoveCommand = defineCommand({
  name: "import remove",
  summary: "take an import out again, by its id in `cosmo status` or a file of it",
  arguments: "<import...>",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).min(1) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => ({
        removed: await removeImports(workspace, options.arguments),
      })),
    ),
  render: ({ removed }) =>
    [
      ...removed.map(toldRemoved),
      "Their rows stay on the disk until `cosmo prune` removes what nothing reads any more.",
      "Next: cosmo run",
    ].join("\n"),
});

const toldRemoved = ({ id, table, sources, rows, days }: RemovedImport): string =>
  `Took out ${id}: ${counted(rows, table)} of ${firstNames(sources)}.${days === 0 ? "" : ` What earlier imports hold of ${counted(days, "days")} counts again.`}`;
