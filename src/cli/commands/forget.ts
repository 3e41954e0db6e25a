import { resolve } from "node:path";
import { z } from "zod";
import {
  allowCustomers,
  type Forgotten,
  forgetCustomers,
} from "../../app/forgetting/forget-customers.ts";
import { readIds } from "../../app/forgetting/read-ids.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { counted } from "../../text/counted.ts";
import { firstNames } from "../../text/first-names.ts";
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
    { flags: "--plan", summary: "count what would be taken out, and take nothing" },
    {
      flags: "--allow",
      summary: "let later imports keep what these customers do, who were forgotten before",
    },
  ],
  options: z
    .strictObject({
      ...common,
      arguments: z.array(z.string().trim().min(1, "an id has at least a letter")),
      ids: z.string().optional(),
      plan: z.boolean().default(false),
      allow: z.boolean().default(false),
    })
    .refine((options) => options.arguments.length > 0 || options.ids !== undefined, {
      path: ["arguments"],
      message: "name customers by the ids that the log has, or a file of them with --ids",
    })
    .refine(({ plan, allow }) => !(plan && allow), {
      path: ["plan"],
      message: "counts what --allow would not take out: leave one of them out",
    }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => {
        const { ids, plan: isPlan, allow } = options;
        const told =
          ids === undefined ? [] : await readIds(resolve(environment.currentFolder, ids), signal);
        const typed = options.arguments.map((id, place) => ({
          id,
          place: `argument ${place + 1}`,
        }));
        const customers = [...typed, ...told];
        return allow
          ? allowCustomers(workspace, customers)
          : forgetCustomers(workspace, { customers, isPlan, signal, progress });
      }),
    ),
  render: (result) => ("allowed" in result ? renderAllowed(result) : renderForgotten(result)),
  // Of an erasure that somebody asked for it must be seen that it was in vain.
  exitCode: ({ unknown }) => (unknown.length > 0 ? 1 : 0),
  afterInterruption:
    "run the same command, which goes on. The imports are as they were, or without the customers.",
});

const isAre = (count: number): string => (count === 1 ? "is" : "are");

function renderForgotten(result: Forgotten): string {
  const { isPlan, customers, events, imports, others, before, unknown } = result;
  const lines: string[] = [];
  if (customers > 0) {
    const what = `${counted(events, "events")} of ${counted(imports, "imports")}, with what names nobody in their sessions and searches`;
    lines.push(
      isPlan
        ? `Would forget ${counted(customers, "customers")}: ${what}.`
        : `Forgot ${counted(customers, "customers")}: ${what}, ${isAre(events)} gone from the disk. Later imports leave out what they did.`,
    );
  }
  if (before.length > 0) {
    const times = before.map(({ place, at }) => `${place} (${at})`);
    lines.push(
      `Forgotten before, and in no event since, is the customer of ${firstNames(times, 10)}.`,
    );
  }
  lines.push(...linesOfUnknown(unknown, "No event names the customer of"));
  if (unknown.length > 0 && !isPlan) lines.push("Later imports leave such ids out all the same.");
  if (others > 0) {
    lines.push(
      `The same sessions or searches name ${counted(others, "other customers")}, whose events stay. Such is the id of a device before somebody signs in, which is to be forgotten too; so are other people, where a log uses the id of a session again.`,
    );
  }
  if (customers > 0 && !isPlan) {
    lines.push(
      "The next run puts all days together anew; `cosmo prune --versions 1` after it removes what earlier ones made of words that several people typed.",
      "Next: cosmo run",
    );
  }
  return lines.join("\n");
}

function renderAllowed({ allowed, unknown }: Awaited<ReturnType<typeof allowCustomers>>): string {
  return [
    `Later imports keep what ${counted(allowed, "customers")} did who ${allowed === 1 ? "was" : "were"} forgotten. What was taken out comes back by importing its files again.`,
    ...linesOfUnknown(unknown, "Not forgotten so far is the customer of"),
  ].join("\n");
}

const linesOfUnknown = (unknown: readonly string[], said: string): readonly string[] =>
  unknown.length === 0
    ? []
    : [
        `${said} ${firstNames(unknown, 10)}: ids are compared letter by letter with those of the log, and a heading of a file is no id.`,
      ];
