import { z } from "zod";
import { pinVersion, unpinVersion } from "../../app/publish-graph.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const graphPinCommand = defineCommand({
  name: "graph pin",
  summary: "publish a version of before again, and keep it whatever runs give",
  arguments: "<version>",
  help: [],
  options: z.strictObject({ ...common, arguments: z.tuple([z.string()]) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => {
        const { id, counts, time } = await pinVersion(workspace, options.arguments[0], {
          signal,
          progress,
        });
        return { version: id, edges: counts.edges, time };
      }),
    ),
  render: ({ version, edges }) =>
    `Published ${version} with ${counted(edges, "edges")}; it stays until: cosmo graph unpin`,
});

export const graphUnpinCommand = defineCommand({
  name: "graph unpin",
  summary: "let the next run publish its graph again",
  help: [],
  options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => ({ unpinned: await unpinVersion(workspace) })),
    ),
  render: ({ unpinned }) =>
    unpinned === null
      ? "No version was pinned."
      : `${unpinned} is not pinned any more.\nNext: cosmo run`,
});
