import { resolve } from "node:path";
import { z } from "zod";
import { type Forgotten, forgetCustomers } from "../../app/forgetting/forget-customers.ts";
import { readIds } from "../../app/forgetting/read-ids.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { defineCommand } from "../command.ts";
import { common } from "../options.ts";

export const forgetCommand = defineCommand({
  name: "forget",
  summary: "take customers and what they did out of the imported log, and off the disk",
  arguments: "[customer...]",
  help: [
    {
      flags: "--ids <file>",
      summary: "a text file with a customer's id on each line, beside those that are typed",
    },
  ],
  options: z
    .strictObject({
      ...common,
      arguments: z.array(z.string().trim().min(1, "an id has at least a letter")),
      ids: z.string().optional(),
    })
    .refine((options) => options.arguments.length > 0 || options.ids !== undefined, {
      path: ["arguments"],
      message: "name customers by the ids that the log has, or a file of them with --ids",
    }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => {
        const file = options.ids;
        const told =
          file === undefined ? [] : await readIds(resolve(environment.currentFolder, file), signal);
        const customers = [...options.arguments, ...told];
        return forgetCustomers(workspace, { customers, signal, progress });
      }),
    ),
  render: renderForgotten,
  afterInterruption:
    "run the same command, which goes on. The imports are as they were until it is through.",
});

function renderForgotten({ customers, unknown, events, imports, others }: Forgotten): string {
  const lines: string[] = [];
  if (unknown > 0) {
    const said =
      unknown === customers
        ? customers === 1
          ? "No event names this customer"
          : `No event names one of these ${formatNumber(customers)} customers`
        : `${formatNumber(unknown)} of ${formatNumber(customers)} customers ${unknown === 1 ? "is" : "are"} named by no event`;
    lines.push(`${said}: ids are compared letter by letter with those of the log.`);
  }
  if (events > 0) {
    lines.unshift(
      `Forgot ${counted(customers - unknown, "customers")}: ${counted(events, "events")} of ${counted(imports, "imports")} are gone from the disk, those of their sessions that name nobody among them.`,
    );
  }
  if (others > 0) {
    lines.push(
      `The same sessions name ${counted(others, "other customers")}, whose events stay. Where that is the same person, such as a device before somebody signs in, forget that id too.`,
    );
  }
  if (events > 0) {
    lines.push(
      "The files that you imported are as they were: imported in another way, or as part of others, they bring these customers back.",
      "Next: cosmo run, which puts all days together anew. Until then the graph is the one of before, of words that several people used.",
    );
  }
  return lines.join("\n");
}
