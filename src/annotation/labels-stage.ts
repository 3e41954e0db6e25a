import { z } from "zod";
import { droppedOf } from "../artifact/dataset.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import { products } from "../domain/tables/products.ts";
import { countBy } from "../sql/count-by.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { splittingTail } from "../text/splitting-tail.ts";
import { splitter } from "./split.ts";
import { labelledProducts, labelledTypes, type ProductWords, wordedLabel } from "./worded-label.ts";

/** What labels that come with cosmo are about. */
export const sampleData = "sample-shop";

/** Gives imported labels the words of their products, and a side of the split where they have none. */
export function labelsStage(): AnyStage {
  return defineStage({
    name: "labels",
    version: 3,
    summary: "what annotators said, with the words of the products it is about",
    config: z.strictObject({
      /** Whether the labels that come with cosmo are used beside those that were imported. */
      sampleLabels: z.boolean(),
    }),
    reads: { importedLabels: labels, products },
    writes: { labels },
    uses: {},
    async run({ config, reads, writes, sql, signal, progress }) {
      const work = progress.started("labels", "labels", reads.importedLabels.rowCount);
      const contents = [reads.importedLabels.content, reads.products.content];
      const part = await writes.labels.part("all", contents, async (draft) => {
        const arrived = new Map<string, LabelRow>();
        const wanted = new Set<string>();
        for await (const row of reads.importedLabels.rows()) {
          if (row.data === sampleData && !config.sampleLabels) {
            draft.dropped("sampleLabels", undefined, 1, row.data);
            continue;
          }
          // The later import stands, as of products.
          if (arrived.has(row.id)) draft.dropped("sameLabel", undefined, 1, row.data);
          arrived.set(row.id, row);
          if (row.titleB === null) {
            for (const id of labelledProducts(row)) wanted.add(id);
          }
        }
        signal.throwIfAborted();
        const words = new Map<string, ProductWords>();
        if (wanted.size > 0) {
          for await (const product of reads.products.rows()) {
            if (wanted.has(product.id)) words.set(product.id, product);
          }
        }
        const worded = [...arrived.values()].flatMap((row) => {
          const found = row.titleB === null ? wordedLabel(row, words) : row;
          if (found === undefined) {
            const unknown = labelledProducts(row).filter((id) => !words.has(id));
            draft.dropped("productUnknown", `${row.id} ${unknown.join(", ")}`, 1, row.data);
          }
          return found ?? [];
        });
        for (const row of withSplits(worded)) draft.write(row);
      });
      work.progressed(reads.importedLabels.rowCount);
      work.finished();
      const out = await countBy(sql, writes.labels.reader().files, "data");
      const dropped = droppedOf([part]);
      const groups = [...new Set([...Object.keys(out), ...Object.keys(dropped)])].toSorted();
      return { funnel: funnelOf(groups, out, dropped) };
    },
  });
}

/** A label that came with its side keeps it, and its tail belongs there before others are dealt out. */
function withSplits(rows: readonly LabelRow[]): readonly LabelRow[] {
  const sides = splitter();
  for (const row of rows) {
    const { split } = row;
    if (split !== null && split !== "none")
      sides.keep(labelledTypes(row), splittingTail(row), split);
  }
  return rows.map((row) =>
    row.split === null
      ? { ...row, split: sides.deal(labelledTypes(row), splittingTail(row)) ?? "none" }
      : row,
  );
}
