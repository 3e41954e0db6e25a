import { z } from "zod";
import { productOutcomes, queryOutcomes } from "../domain/tables/mining-coverage.ts";
import { miningMeasures, miningSubjects } from "../domain/tables/mining-distributions.ts";
import { count } from "./knowledge.ts";
import { list } from "./list.ts";

const settingValue = z.union([z.number(), z.boolean()]).nullable();
const share = z.number().min(0).max(1).nullable();
/** Why something is in no kept pair; the words say both. */
const why = { rule: z.string().nullable(), words: z.string() };

const setting = {
  name: z.string().meta({ description: "Under `mining` in cosmo.yaml." }),
  value: settingValue.meta({ description: "Null: off." }),
};

const productGroup = {
  products: count,
  kept: count.meta({ description: "In a kept pair." }),
  uncovered: count.meta({
    description: "In none, but for those whose sku names another product by now.",
  }),
  reasons: list(z.strictObject({ outcome: z.enum(productOutcomes), ...why, products: count })).meta(
    {
      description: "Of all in no kept pair, the most first. With `kept` they add up to `products`.",
    },
  ),
};

const productGroups = z.strictObject({
  total: count,
  withoutPair: count.meta({ description: "Of them, those without any product in a kept pair." }),
  rows: list(z.strictObject({ name: z.string().nullable(), ...productGroup })).meta({
    description: "The most uncovered products first. The name null: products without a type.",
  }),
});

const queryCounts = { queries: count, searches: count };

/** As `cosmo evaluate mining --json`, with lists cut at a limit. */
export const miningAnswer = z
  .strictObject({
    version: z.string().nullable(),
    run: z
      .strictObject({
        state: z.enum(["done", "stale", "partial"]),
        finishedAt: z.string(),
        seconds: z.number(),
        changed: list(z.string()).meta({
          description: "What is another today: a dataset, settings, seed, version.",
        }),
        changedSettings: list(
          z.strictObject({ name: setting.name, was: settingValue, is: settingValue }),
        ),
        notices: list(z.string()),
      })
      .meta({ description: "The run that all here is of." }),
    products: z.strictObject({
      ...productGroup,
      uncoveredWithoutType: count,
      without: z
        .strictObject({
          total: count,
          rows: list(
            z.strictObject({
              id: z.string(),
              title: z.string(),
              productType: z.string().nullable(),
              domain: z.string().nullable(),
              outcome: z.enum(productOutcomes),
              ...why,
            }),
          ),
        })
        .meta({ description: "Products in no kept pair; those whose pairs were cut first." }),
      domains: productGroups,
      types: productGroups,
    }),
    queries: z.strictObject({
      all: z.strictObject(queryCounts),
      passed: z.strictObject(queryCounts).meta({ description: "Those that passed the gate." }),
      kept: z.strictObject(queryCounts),
      outcomes: list(
        z.strictObject({
          outcome: z.enum(queryOutcomes),
          ...why,
          ...queryCounts,
          share: share.meta({ description: "Of those that passed; where stopped, of all." }),
          shareOfSearches: share,
        }),
      ),
      uncovered: z.strictObject({
        total: count,
        rows: list(
          z.strictObject({
            id: z.string(),
            text: z.string(),
            site: z.string(),
            locale: z.string(),
            customers: count,
            outcome: z.enum(queryOutcomes),
            ...why,
            searches: count,
          }),
        ).meta({
          description: "Those that passed and have no kept pair, the most searched first.",
        }),
      }),
    }),
    funnel: list(
      z.strictObject({
        group: z.string(),
        rowsIn: count,
        rules: list(
          z.strictObject({
            rule: z.string(),
            settings: list(z.strictObject(setting)),
            cut: count,
            share,
            samples: list(z.string()),
          }),
        ).meta({ description: "In the order in which they cut." }),
        rowsOut: count,
      }),
    ),
    distributions: list(
      z.strictObject({
        subject: z.enum(miningSubjects),
        measure: z.enum(miningMeasures),
        cut: z.strictObject({ rule: z.string(), ...setting }).nullable(),
        bins: list(
          z.strictObject({
            bin: z.string(),
            least: z.number().nullable(),
            below: z.number().nullable(),
            kept: count,
            cut: z.record(z.string(), count).meta({ description: "By rule." }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Mining" });

export type MiningAnswer = z.infer<typeof miningAnswer>;
