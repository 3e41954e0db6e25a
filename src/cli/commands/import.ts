import { z } from "zod";
import { importFiles, importFormats } from "../../app/import-files.ts";
import { type ImportedTable, importedTables } from "../../app/imports.ts";
import { withWorkspace } from "../../app/workspace.ts";
import { type AnyCommand, defineCommand } from "../command.ts";
import { common } from "../options.ts";
import { formatNumber } from "../render/text-table.ts";

function importCommand(table: ImportedTable, summary: string): AnyCommand {
  return defineCommand({
    name: `import ${table}`,
    summary,
    arguments: "<path...>",
    help: [
      {
        flags: "--format <name>",
        summary: `${importFormats.join(", ")}; default: by the file's name`,
      },
      {
        flags: "--map <ours=theirs>",
        summary: "a column's name in the file, or ours==constant; may be repeated",
        repeatable: true,
      },
      { flags: "--replace", summary: `take out all earlier imports of ${table}` },
      { flags: "--strict", summary: "exit code 1 when any row was rejected" },
    ],
    options: z.strictObject({
      ...common,
      arguments: z.array(z.string()).min(1),
      format: z.enum(importFormats).optional(),
      map: z.array(z.string()).default([]),
      replace: z.boolean().default(false),
      strict: z.boolean().default(false),
    }),
    run: ({ options, environment, signal, progress }) =>
      withWorkspace(
        { folder: options.workspace, environment, progress, signal },
        async (workspace) => {
          return workspace.locked(async () => {
            const imported = await importFiles(workspace, {
              table,
              paths: options.arguments,
              format: options.format ?? null,
              map: options.map,
              replace: options.replace,
              signal,
              progress,
            });
            const { parts: _, rejectParts, ...result } = imported;
            const rejectFiles = workspace.store.files({
              table: "rejects",
              content: "",
              rows: 0,
              parts: rejectParts,
            });
            const tables = new Set((await workspace.imports.list()).map((one) => one.table));
            const missing = importedTables.find((one) => !tables.has(one)) ?? null;
            return { ...result, rejectFiles, missing, strict: options.strict };
          });
        },
      ),
    render({ missing, rows, rejected, firstRejected, already, sources, notices, rejectFiles }) {
      const lost = Object.entries(rejected).map(([code, count]) => {
        const first = firstRejected[code];
        const where = first ? `: ${first.source}, line ${first.line}: ${first.message}` : "";
        return `  ${formatNumber(count)} × ${code}${count > 1 ? ", first" : ""}${where}`;
      });
      return [
        already
          ? `These files were imported before (${formatNumber(rows)} ${table}); nothing to do.`
          : `Imported ${formatNumber(rows)} ${table} from ${firstOf(sources)}.`,
        ...notices.map((notice) => `Note: ${notice}`),
        ...(lost.length > 0
          ? ["Rejected:", ...lost, `Each with its line and reason in ${rejectFiles.join(", ")}`]
          : []),
        `Next: ${missing === null ? "cosmo run" : `cosmo import ${missing} PATH`}`,
      ].join("\n");
    },
    exitCode: ({ rejected, strict }) => (strict && Object.keys(rejected).length > 0 ? 1 : 0),
  });
}

/** A few names, and how many more. */
function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

export const importProductsCommand = importCommand("products", "validate and store a catalogue");
export const importEventsCommand = importCommand(
  "events",
  "validate and store a log of searches, clicks and purchases",
);
