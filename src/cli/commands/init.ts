import { resolve } from "node:path";
import { z } from "zod";
import { initWorkspace } from "../../app/init-workspace.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const initCommand = defineCommand({
  name: "init",
  summary: "make a workspace: a folder with a commented cosmo.yaml",
  arguments: "[dir]",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string().optional()).max(1) }),
  workspaceOf: (options) => options.arguments[0] ?? options.workspace,
  async run({ options, environment }) {
    const place = options.arguments[0] ?? options.workspace ?? ".";
    const folder = resolve(environment.currentFolder, place);
    return { folder, configuration: await initWorkspace(folder) };
  },
  render: ({ configuration }) => `Wrote ${configuration}\nNext: cosmo import products PATH`,
});
