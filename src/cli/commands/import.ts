import { z } from "zod";
import {
  type ImportResult,
  importDateOrders,
  importFiles,
  importFormats,
} from "../../app/import-files.ts";
import { importLabels } from "../../app/import-labels.ts";
import type { ImportedTable } from "../../app/imports.ts";
import { type Workspace, withWorkspace } from "../../app/workspace.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { firstNames } from "../../text/first-names.ts";
import { type AnyCommand, defineCommand } from "../command.ts";
import { common, countOption } from "../options.ts";
import { linesOfReplacedDays } from "../render/replaced-days.ts";
import { linesOfTakenOut } from "../render/taken-out.ts";

/** Parts that were written are taken as they are, but every file is read from its first line on. */
const afterInterruption =
  "run the same command, which reads its files from the beginning. Nothing of them counts yet; earlier imports are as they were.";

/** Without these there is nothing to run on. */
const needed = ["products", "events"] as const;

const replaceAndStrict = (table: ImportedTable) => [
  {
    flags: "--replace",
    summary: `take out all earlier imports of ${table}${table === "labels" ? ", but not those that come with cosmo (critic.sample-labels)" : ""}`,
  },
  { flags: "--strict", summary: "exit code 1 when any row was rejected" },
];

const replaceDaysHelp = [
  {
    flags: "--replace-days",
    summary:
      "of the days in these files, by --time-zone, take out what earlier imports hold: for a corrected day",
  },
  {
    flags: "--replace-only <days>",
    summary:
      "the same of these days alone, such as 2026-01-05 or 2026-01-05..2026-01-09; may be repeated",
    repeatable: true,
  },
];

const replaceDaysOptions = {
  replaceDays: z.boolean().default(false),
  replaceOnly: z.array(z.string()).default([]),
};

const pathsAndSwitches = {
  ...common,
  arguments: z.array(z.string()).min(1),
  replace: z.boolean().default(false),
  strict: z.boolean().default(false),
};

const kindHelp = {
  flags: "--kind <theirs=ours>",
  summary:
    "what a word of the log's column of kinds, or of orders' statuses, means, such as order_placed=purchase, page_view=none or on-hold=none; may be repeated",
  repeatable: true,
};

const timeZoneHelp = {
  flags: "--time-zone <name>",
  summary: "IANA zone of times that name none; default: time-zone of cosmo.yaml",
};

const dateOrderHelp = {
  flags: "--date-order <order>",
  summary: `which of 01/02/2024 stands first: ${importDateOrders.join(", ")}; such days are refused without`,
};

function importCommand(table: Exclude<ImportedTable, "labels">, summary: string): AnyCommand {
  const hasTimes = table !== "judgements";
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
        flags: "--encoding <name>",
        summary:
          "what texts are in where that is not UTF-8, such as windows-1252; UTF-16 is told by its first bytes",
      },
      {
        flags: "--map <ours=theirs>",
        summary: "a column's name in the file, or ours==constant; may be repeated",
        repeatable: true,
      },
      ...(table === "events" ? [kindHelp] : []),
      ...(hasTimes ? [timeZoneHelp, dateOrderHelp] : []),
      ...replaceAndStrict(table),
      ...(table === "events" ? replaceDaysHelp : []),
    ],
    options: z.strictObject({
      ...pathsAndSwitches,
      ...(table === "events"
        ? { ...replaceDaysOptions, kind: z.array(z.string()).default([]) }
        : {}),
      format: z.enum(importFormats).optional(),
      encoding: z.string().min(1).optional(),
      map: z.array(z.string()).default([]),
      ...(hasTimes
        ? { timeZone: z.string().optional(), dateOrder: z.enum(importDateOrders).optional() }
        : {}),
    }),
    run: ({ options, environment, signal, progress }) =>
      withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
        workspace.locked(async () => {
          const imported = await importFiles(workspace, {
            table,
            paths: options.arguments,
            format: options.format ?? null,
            encoding: options.encoding ?? null,
            map: options.map,
            kinds: "kind" in options && Array.isArray(options.kind) ? options.kind : [],
            timeZone:
              "timeZone" in options && typeof options.timeZone === "string"
                ? options.timeZone
                : null,
            dateOrder:
              importDateOrders.find((one) => "dateOrder" in options && options.dateOrder === one) ??
              null,
            replace: options.replace,
            replaceDays: daysToReplace(options),
            signal,
            progress,
          });
          return outcomeOf(workspace, imported, options.strict);
        }),
      ),
    render: renderOutcome,
    exitCode: exitCodeOf,
    afterInterruption,
  });
}

function daysToReplace({
  replaceDays,
  replaceOnly,
}: {
  readonly replaceDays?: unknown;
  readonly replaceOnly?: unknown;
}): boolean | readonly string[] {
  return Array.isArray(replaceOnly) && replaceOnly.length > 0 ? replaceOnly : replaceDays === true;
}

export const importLabelsCommand = defineCommand({
  name: "import labels",
  summary: "take in what annotators said of claims, for critics to learn from",
  arguments: "<path...>",
  help: [
    {
      flags: "--claims <file>",
      summary: "the paths are sheets (CSV) that one annotator filled in; the file has their claims",
    },
    { flags: "--annotator <name>", summary: "who filled the sheets in" },
    { flags: "--round <n>", summary: "2: a second reading, by somebody else (default: 1)" },
    { flags: "--encoding <name>", summary: "what the sheets are in where that is not UTF-8" },
    ...replaceAndStrict("labels"),
  ],
  options: z
    .strictObject({
      ...pathsAndSwitches,
      claims: z.string().optional(),
      annotator: z.string().min(1).optional(),
      round: countOption.optional(),
      encoding: z.string().min(1).optional(),
    })
    .refine(({ claims, annotator }) => (claims === undefined) === (annotator === undefined), {
      path: ["claims"],
      message: "needs --annotator, and --annotator needs --claims: a sheet says neither",
    })
    .refine(({ claims, round, encoding }) => claims !== undefined || !(round || encoding), {
      path: ["claims"],
      message: "is what --round and --encoding need: they are of sheets",
    }),
  run: ({ options, environment, signal, progress }) =>
    withWorkspace({ folder: options.workspace, environment, progress, signal }, (workspace) =>
      workspace.locked(async () => {
        const { claims, annotator, round = 1, encoding = null } = options;
        const imported = await importLabels(workspace, {
          paths: options.arguments,
          sheets:
            claims === undefined || annotator === undefined
              ? null
              : { claims, annotator, round, encoding },
          replace: options.replace,
          signal,
          progress,
        });
        return outcomeOf(workspace, imported, options.strict);
      }),
    ),
  render: renderOutcome,
  exitCode: exitCodeOf,
  afterInterruption,
});

async function outcomeOf(
  { store, imports }: Workspace,
  { parts: _, rejectParts, ...result }: ImportResult,
  strict: boolean,
) {
  const rejectFiles = store.files({
    table: "rejects",
    content: "",
    rows: 0,
    parts: rejectParts,
  });
  const tables = new Set((await imports.list()).map((one) => one.table));
  const missing = needed.find((one) => !tables.has(one)) ?? null;
  return { ...result, rejectFiles, missing, strict };
}

type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

function renderOutcome(outcome: Outcome): string {
  const {
    table,
    missing,
    rows,
    rejected,
    firstRejected,
    already,
    sources,
    files,
    warnings = [],
    notices,
    rejectFiles,
    replaced,
    replacedSince = 0,
    takenOut,
  } = outcome;
  const lost = Object.entries(rejected).map(([code, count]) => {
    const first = firstRejected[code];
    const where = first ? `: ${first.source}, line ${first.line}: ${first.message}` : "";
    return `  ${formatNumber(count)} × ${code}${count > 1 ? ", first" : ""}${where}`;
  });
  return [
    already
      ? linesOfAlready(outcome)
      : `Imported ${counted(rows, table)} from ${firstNames(sources)}.`,
    ...(already ? [] : linesOfFiles(files ?? {}, table)),
    ...(already ? [] : linesOfReplacedDays(replaced)),
    ...(already || replacedSince === 0
      ? []
      : [
          `Of these ${formatNumber(replacedSince)} do not count: a later import stands alone for their days.`,
        ]),
    ...linesOfTakenOut(table, takenOut),
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...(already ? [] : notices.map((notice) => `Note: ${notice}`)),
    ...(lost.length > 0
      ? ["Rejected:", ...lost, `Each with its line and reason in ${rejectFiles.join(", ")}`]
      : []),
    `Next: ${nextStep(table, missing)}`,
  ].join("\n");
}

/** What is there already, and what of it a later import stands in place of. */
function linesOfAlready({
  table,
  rows,
  replacedSince: replaced = 0,
  takenOut = [],
}: Outcome): string {
  const before = `These files were imported before (${counted(rows, table)})`;
  if (takenOut.length > 0) return `${before}; now they stand alone.`;
  if (replaced === 0) return `${before}; nothing to do.`;
  return `${before}, and ${replaced === rows ? "none of them counts any more" : `${counted(replaced, table)} of them no longer count`}: a later import stands alone for their days.
To bring them back, import these files again with --replace-days; nothing was done.`;
}

/** No stage reads judgements, and what learns from them needs nothing else. */
function nextStep(table: ImportedTable, missing: string | null): string {
  if (table === "judgements") {
    return "cosmo evaluate relevance tells how well products can be ranked by them, cosmo run relevance learns to";
  }
  return missing === null ? "cosmo run" : `cosmo import ${missing} PATH`;
}

function exitCodeOf({ rejected, strict }: Outcome): number {
  return strict && Object.keys(rejected).length > 0 ? 1 : 0;
}

const mostFiles = 20;

/** What came of each file, where there are several. */
function linesOfFiles(
  files: NonNullable<ImportResult["files"]>,
  table: ImportedTable,
): readonly string[] {
  const all = Object.entries(files);
  if (all.length < 2) return [];
  const lines = all.slice(0, mostFiles).map(([name, { rows, rejected }]) => {
    const lost = rejected === 0 ? "" : `, ${formatNumber(rejected)} rejected`;
    return `  ${name}: ${counted(rows, table)}${lost}`;
  });
  const more = all.length - mostFiles;
  return more > 0 ? [...lines, `  and ${more} more files: --json has them all`] : lines;
}

export const importProductsCommand = importCommand("products", "validate and store a catalogue");
export const importEventsCommand = importCommand(
  "events",
  "validate and store a log of searches, clicks and purchases",
);
export const importJudgementsCommand = importCommand(
  "judgements",
  "validate and store how well people found that products fit queries",
);
