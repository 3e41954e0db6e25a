import { z } from "zod";
import { withWorkspace } from "../../app/workspace.ts";
import { type Listening, serveWorkspace } from "../../server/serve-workspace.ts";
import { defineCommand } from "../command.ts";
import { common, portOption } from "../options.ts";
import { packageVersion } from "../overview.ts";

export const serveCommand = defineCommand<ServeCommandOptions, Listening | undefined>({
  name: "serve",
  summary: "answer what is known over HTTP, and show it as a page",
  help: [
    { flags: "--host <host>", summary: "where to listen (default: server.host of cosmo.yaml)" },
    { flags: "--port <n>", summary: "0: any that is free (default: server.port of cosmo.yaml)" },
  ],
  options: z.strictObject({
    ...common,
    arguments: z.array(z.string()).max(0).default([]),
    host: z.string().min(1).optional(),
    port: portOption.optional(),
  }),
  run: ({ options, environment, signal, progress, say, print }) =>
    withWorkspace(
      { folder: options.workspace, environment, progress, signal },
      async (workspace) => {
        const { server } = workspace.configuration;
        await serveWorkspace(workspace, {
          host: options.host ?? server.host,
          port: options.port ?? server.port,
          packageVersion: packageVersion(),
          signal,
          say,
          onListening: print,
        });
        return undefined;
      },
    ),
  render: (listening) =>
    listening === undefined
      ? ""
      : `Listening on ${listening.address}: the page, and answers as ${listening.address}/openapi.json says.`,
});

interface ServeCommandOptions {
  readonly workspace?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}
