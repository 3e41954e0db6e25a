import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { readYamlFile } from "../../yaml-files/read-yaml-file.ts";
import type { Price } from "./price.ts";

/** The prices that come with cosmo; an example for a file of one's own. */
const seedPricesFile: string = fileURLToPath(new URL("./prices.yaml", import.meta.url));

/** A price as a file has it. */
export interface ListedPrice extends Price {
  /** The day for which it is known: 2025-08-07. */
  readonly asOf: string;
  /** The page where the provider says it. */
  readonly source: string;
  /** What of it a call in a batch job costs; absent: all. */
  readonly batch?: number | undefined;
}

/** By the name of the model as its server knows it. */
export type PriceList = ReadonlyMap<string, ListedPrice>;

/** Of a whole token in dollars per million; a sum of money that is no number at all has no price. */
export const dollarsPerMillion = z.number().min(0).max(1_000_000);

/** What of a price a call in a batch job costs: 0.5 is the half. */
export const batchFactor = z.number().min(0).max(1);

const schema = z.array(
  z.strictObject({
    source: z.url(),
    "as-of": z.iso.date(),
    batch: batchFactor.exactOptional(),
    models: z.record(
      z.string().min(1),
      z.strictObject({ input: dollarsPerMillion, output: dollarsPerMillion }),
    ),
  }),
);

/** @throws CosmoError PRICES_INVALID with the place in the file */
export async function readPrices(file: string = seedPricesFile): Promise<PriceList> {
  const invalid = (what: string, cause?: unknown): CosmoError =>
    new CosmoError("PRICES_INVALID", what, {
      hint: "Compare it with src/language-model/prices/prices.yaml, which is a complete example.",
      cause,
      exitCode: 2,
    });
  const groups = await readYamlFile(dirname(file), basename(file), schema, {
    missing: (path, cause) => invalid(`${path} can't be read`, cause),
    invalid: (place, problem, cause) => invalid(`${place}: ${problem}`, cause),
  });
  const prices = new Map<string, ListedPrice>();
  for (const { source, "as-of": asOf, batch, models } of groups) {
    for (const [model, price] of Object.entries(models)) {
      if (prices.has(model)) throw invalid(`${basename(file)}: ${model} is there twice`);
      prices.set(model, { ...price, asOf, source, ...(batch !== undefined && { batch }) });
    }
  }
  return prices;
}
