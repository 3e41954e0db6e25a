import { z } from "zod";
import { droppedOf, samplesPerReason } from "../artifact/dataset.ts";
import { assignedTypes, typeSources } from "../domain/tables/assigned-types.ts";
import { products } from "../domain/tables/products.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { countBy } from "../sql/count-by.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { classifyNotices } from "./classify-notices.ts";
import { classifySql, decideTypes, matchRules } from "./decide-types.ts";
import type { TypeRules } from "./type-rules.ts";

/** Settings of the stage `classify`. */
export const classifyConfig = z
  .strictObject({
    /** Whether products without a type get one from their category or title. */
    assignTypes: z.boolean().default(true),
    /** A type that is less sure is none. */
    typeConfidence: z.number().min(0).max(1).default(0.5),
    /** A category of fewer things names no type, nor do two words that fewer titles say together. */
    typeProducts: z.int().min(1).default(3),
  })
  .prefault({});

export interface ClassifyPorts {
  readonly rules: TypeRules;
  /** Compares titles; undefined: this source is left out. */
  readonly encoder: Encoder | undefined;
}

/**
 * Gives products without a type one: from the category, the title, or the nearest titles. What the import says stays, unless a rule of
 * the person's own says otherwise. A catalogue whose products all have types goes through as it is.
 */
export function classifyStage({ rules: { id, rules }, encoder }: ClassifyPorts): AnyStage {
  return defineStage({
    name: "classify",
    version: 1,
    summary: "gives products without a type one, from their category and title",
    config: classifyConfig,
    reads: { catalogueProducts: products },
    writes: { products, assignedTypes },
    uses: { rules: id, encoder: encoder?.id ?? "none" },
    run({ config, reads, writes, sql, seed, signal, progress }) {
      return sql.use(async (connection) => {
        const { files, parts, content } = reads.catalogueProducts;
        await matchRules(connection, { files }, rules);
        const assignTypes = config.assignTypes && (await lacksTypes(connection));
        let decided: Promise<void> | undefined;
        const decide = (): Promise<void> => {
          decided ??= decideTypes(connection, {
            ...config,
            ...{ assignTypes, encoder, signal, progress },
          });
          return decided;
        };
        const assigned = await writes.assignedTypes.part("all", content, async (draft) => {
          await decide();
          for (const { reason, count, samples } of await withoutType(connection, seed)) {
            draft.dropped(reason, undefined, count, "none");
            for (const sample of samples) draft.dropped(reason, sample, 0, "none");
          }
          await draft.writeSelect(connection, "SELECT * FROM assigned_types");
        });
        if (!assignTypes && rules.length === 0) writes.products.take(parts);
        else {
          await writes.products.part("all", content, async (draft) => {
            await decide();
            await draft.writeSelect(
              connection,
              classifySql("typed-catalogue", { products: { files } }),
            );
          });
        }
        const rowsOut = await countBy(
          sql,
          writes.assignedTypes.reader().files,
          "source",
          "type IS NOT NULL",
        );
        const dropped = droppedOf([assigned]);
        const sources = typeSources.filter((source) => source in rowsOut || source in dropped);
        const unsure = dropped["none"]?.["unsure"] ?? 0;
        const hasEncoder = encoder !== undefined;
        const notices = await classifyNotices(connection, {
          ...{ assignTypes, rules, hasEncoder, unsure },
        });
        return { funnel: funnelOf(sources, rowsOut, dropped), notices };
      });
    },
  });
}

/** Products that stay without a type, by reason. */
async function withoutType(connection: SqlConnection, seed: number) {
  const numbers = { seed, samples: samplesPerReason };
  const reader = await connection.runAndReadAll(classifySql("without-type", numbers));
  return reader.getRowsJson().map(([reason, count, samples]) => ({
    reason: String(reason),
    count: Number(count),
    samples: Array.isArray(samples) ? samples.map(String) : [],
  }));
}

async function lacksTypes(connection: SqlConnection): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    "SELECT count(*) > 0 FROM catalogue_products WHERE productType IS NULL",
  );
  return reader.getRows()[0]?.[0] === true;
}
