import { join } from "node:path";
import { z } from "zod";
import { logForms, type SimulateResult, simulate } from "../../app/simulate.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { shellWord } from "../../text/shell-word.ts";
import { defineCommand } from "../command.ts";
import { countOption } from "../options.ts";
import { duration } from "../terminal-progress.ts";

export const simulateCommand = defineCommand({
  name: "simulate",
  summary: "write the log of a simulated shop whose truth is known, of any size, as Parquet by day",
  help: [
    { flags: "--out <dir>", summary: "the folder to write; must be empty or not there" },
    { flags: "--sessions <n>", summary: "visits (default: as the settings say)" },
    {
      flags: "--products <n>",
      summary: "grow the catalogue to so many, over several sites; no fewer than are written",
    },
    { flags: "--days <n>", summary: "days of the log" },
    { flags: "--from <date>", summary: "its first day, such as 2025-10-15" },
    { flags: "--seed <n>", summary: "another seed, another log; the same seed, the same log" },
    { flags: "--form <form>", summary: `${logForms.join(" or ")} (default: both)` },
    { flags: "--shop <dir>", summary: "a shop of your own (default: the sample shop)" },
    {
      flags: "--settings <file>",
      summary: "from the shop's folder, such as simulation-harsh.yaml",
    },
  ],
  options: z.strictObject({
    arguments: z.array(z.string()).max(0, "takes no arguments, only options"),
    out: z.string({ error: "is needed: the folder to write" }).min(1),
    sessions: countOption.optional(),
    products: countOption.optional(),
    days: countOption.refine((days) => days <= 10_000, "must be 10,000 at the most").optional(),
    from: z.iso
      .date("must be a day, such as 2025-10-15")
      .transform((date) => Date.parse(`${date}T00:00:00Z`))
      .optional(),
    seed: z
      .string()
      .regex(/^\d{1,15}$/, "must be a whole number from 0")
      .transform(Number)
      .optional(),
    form: z.enum(logForms).optional(),
    shop: z.string().optional(),
    settings: z.string().optional(),
  }),
  withoutWorkspace: true,
  afterInterruption: "run the same command, which begins anew in the same folder.",
  run: ({ options, environment, signal, progress }) =>
    simulate({
      out: options.out,
      shop: options.shop ?? null,
      settings: options.settings ?? null,
      products: options.products ?? null,
      sessions: options.sessions ?? null,
      days: options.days ?? null,
      from: options.from ?? null,
      seed: options.seed ?? null,
      forms: options.form === undefined ? logForms : [options.form],
      environment,
      signal,
      progress,
    }),
  render: (result: SimulateResult) => {
    const { out, shop, settings, seed, sessions, events, products, days, sites, content } = result;
    const [first = "events"] = result.forms;
    const workspace = shellWord(`${out.replace(/[/\\]+$/, "")}-workspace`);
    const format = first === "ubi" ? " --format ubi" : "";
    return [
      `${shop}, ${settings}, seed ${seed}: ${counted(sessions, "sessions")} in ${counted(days, "days")}, ${counted(events, "events")}, ${counted(products, "products")} on the ${sites.length === 1 ? "site" : "sites"} ${sites.join(", ")}.`,
      `Content ${content.slice(0, 12)}, ${duration(result.seconds)}, at most ${formatNumber(result.peakMemoryMiB)} MiB of memory.`,
      `Next: cosmo init ${workspace}`,
      `then: cosmo import products ${shellWord(join(out, "products"))} --workspace ${workspace}`,
      `then: cosmo import events ${shellWord(join(out, first))}${format} --workspace ${workspace}`,
      ...(result.forms.length > 1
        ? [
            `or: cosmo import events ${shellWord(join(out, "ubi"))} --format ubi --workspace ${workspace}`,
          ]
        : []),
      `then: cosmo run --limit-types 40 --limit-queries 24 --limit-pairs 24 --workspace ${workspace}`,
    ].join("\n");
  },
});
