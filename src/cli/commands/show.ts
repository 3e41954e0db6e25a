import { z } from "zod";
import { showId } from "../../app/show/show-id.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { renderShown } from "../render/shown.ts";

export const showCommand = defineCommand({
  name: "show",
  summary:
    'where anything came from and what it leads to; of a pair (ID, "words > SKU", SKU + SKU) why it was kept or cut; `set-aside`: answers that can\'t be used',
  arguments: "<id...>",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).min(1) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      showId(workspace, options.arguments.join(" "), { signal, progress }),
    ),
  render: renderShown,
});
