import { z } from "zod";
import { workspaceStatus } from "../../app/status.ts";
import { tableFiles } from "../../app/table-files.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderNext, renderStatus } from "../render/status.ts";

export const statusCommand = defineCommand({
  name: "status",
  summary: "where everything stands: imports, stages, graph, spending",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace(
      { folder: options.workspace, environment, progress, signal },
      async (workspace) => ({
        ...(await workspaceStatus(workspace)),
        tables: await tableFiles(workspace),
      }),
    ),
  render: (status, columns) => `${renderStatus(status, columns)}\n${renderNext(status)}`,
});
