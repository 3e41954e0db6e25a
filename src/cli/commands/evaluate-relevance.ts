import { z } from "zod";
import { importFormats } from "../../app/import-files.ts";
import { openPageFile } from "../../app/page-file.ts";
import {
  allowedCuts,
  evaluateRelevance,
  type RelevanceResult,
  writtenEndpoint,
} from "../../app/relevance/evaluate-relevance.ts";
import { capOptions, capsHelp, capsOf } from "../caps.ts";
import { defineCommand } from "../command.ts";
import { countOption } from "../options.ts";
import { renderRelevance } from "../render/relevance.ts";
import { readPageStyle } from "../render/relevance-page/page-style.ts";
import { relevancePage, relevancePageMark } from "../render/relevance-page/relevance-page.ts";

/** What two minutes are enough for. */
const quick = { folds: 2, seeds: 2, mostJudgements: 600 };
/** Where the page was written; null: none was wanted. */
type PagedResult = RelevanceResult & { readonly page: string | null };

const usual = { folds: 5, seeds: 5, mostJudgements: null };

export const evaluateRelevanceCommand = defineCommand({
  name: "evaluate relevance",
  summary: "how well a product fits a query: ways to tell, held against judgements",
  help: [
    {
      flags: "--data <file>",
      summary: "judgements; may be repeated (default: those that the workspace imported)",
      repeatable: true,
    },
    { flags: "--format <name>", summary: `${importFormats.join(", ")}; default: by the name` },
    {
      flags: "--map <ours=theirs>",
      summary: "a column's name in the file, or ours==constant; may be repeated",
      repeatable: true,
    },
    {
      flags: "--cuts <numbers>",
      summary: "where grades are parted, such as 2,2.6 (default: relevance.cuts of cosmo.yaml)",
    },
    {
      flags: "--knowledge <source>",
      summary: "rows with knowledge: graph or model (of the workspace), or a file",
    },
    ...capsHelp,
    {
      flags: "--zero-shot",
      summary: "a row with what the workspace's measuring model says outright",
    },
    {
      flags: "--endpoint <of,against[,metric]>",
      summary:
        "the primary endpoint, named before the run (default: relevance.endpoint of cosmo.yaml)",
    },
    {
      flags: "--rows <names>",
      summary: "these rows alone, parted by commas, and what they are compared by (default: all)",
    },
    { flags: "--split <by>", summary: "query or product: what is never learnt from and evaluated" },
    { flags: "--folds <n>", summary: `parts that are evaluated in turn (default: ${usual.folds})` },
    { flags: "--seeds <n>", summary: `how often each row is learnt (default: ${usual.seeds})` },
    {
      flags: "--limit <n>",
      summary: "at most so many judgements, drawn by whole queries, or products as --split says",
    },
    { flags: "--tuned", summary: "learn on the encoders too: minutes for each fold and seed" },
    {
      flags: "--page <file>",
      summary: "write a page too: plots, slices, what each row gets wrong",
    },
    {
      flags: "--quick",
      summary: `two minutes: ${quick.mostJudgements} judgements, ${quick.folds} folds, ${quick.seeds} seeds`,
    },
  ],
  options: z
    .strictObject({
      arguments: z.array(z.string()).max(0, "takes no arguments: files are given by --data"),
      data: z.array(z.string()).optional(),
      format: z.enum(importFormats).optional(),
      map: z.array(z.string()).default([]),
      cuts: z
        .string()
        .regex(/^-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)*$/, "must be numbers that rise, such as 2,2.6")
        .transform((text) => text.split(",").map(Number))
        .pipe(allowedCuts)
        .optional(),
      workspace: z.string().optional(),
      knowledge: z
        .string()
        .transform((source) =>
          source === "graph" || source === "model"
            ? ({ from: source } as const)
            : ({ from: "file", file: source } as const),
        )
        .optional(),
      ...capOptions,
      zeroShot: z.boolean().default(false),
      endpoint: writtenEndpoint.optional(),
      rows: z
        .string()
        .regex(
          /^[^,]*[^,\s][^,]*(?:,[^,]*[^,\s][^,]*)*$/,
          "must be names of rows, such as lexical,blend/fixed",
        )
        .transform((text) => text.split(",").map((name) => name.trim()))
        .optional(),
      split: z.enum(["query", "product"]).default("query"),
      folds: countOption.refine((folds) => folds >= 2, "must be 2 at the least").optional(),
      seeds: countOption.optional(),
      limit: countOption.optional(),
      tuned: z.boolean().default(false),
      page: z.string().min(1).optional(),
      quick: z.boolean().default(false),
    })
    .superRefine((options, { addIssue }) => {
      if (options.data !== undefined) return;
      const message = "says how a file is read, and none is given by --data: leave it out";
      if (options.format !== undefined) addIssue({ code: "custom", path: ["format"], message });
      if (options.map.length > 0) addIssue({ code: "custom", path: ["map"], message });
    })
    .superRefine((options, { addIssue }) => {
      if (options.knowledge?.from === "model") return;
      const message = "caps what --knowledge model asks, and nothing else is asked: leave it out";
      for (const path of Object.keys(capsOf(options)))
        addIssue({ code: "custom", path: [path], message });
    }),
  afterInterruption:
    "run the same command again: it goes on behind the last fit, and what a model answered is kept.",
  async run({ options, environment, signal, progress, typed, say }) {
    const sizes = options.quick ? quick : usual;
    const page = options.page ?? null;
    const file = page === null ? null : await openPageFile(environment, page, relevancePageMark);
    const result = await evaluateRelevance({
      ...{ environment, signal, progress, say, caps: capsOf(options) },
      ...{ paths: options.data ?? null, map: options.map, tuned: options.tuned },
      ...{ splitBy: options.split, workspace: options.workspace },
      knowledge: options.knowledge ?? null,
      zeroShot: options.zeroShot,
      rows: options.rows ?? null,
      endpoint: options.endpoint ?? null,
      format: options.format ?? null,
      cuts: options.cuts ?? null,
      folds: options.folds ?? sizes.folds,
      seeds: options.seeds ?? sizes.seeds,
      mostJudgements: options.limit ?? sizes.mostJudgements,
    });
    await file?.write(relevancePage({ result, command: typed, style: readPageStyle() }));
    return { ...result, page };
  },
  render: ({ page, ...result }: PagedResult, columns) =>
    `${renderRelevance(result, columns)}\n\n${page === null ? "Plots, and what each row gets wrong: --page FILE." : `The page is in ${page}.`}`,
});
