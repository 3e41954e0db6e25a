import type { Judgement } from "../domain/tables/judgements.ts";
import { checkMap } from "./columns/column-map.ts";
import { judgementFields } from "./columns/field-words.ts";
import { noticeOfColumns } from "./columns/notice-of-columns.ts";
import { esciSources, isEsciExamples, marketplacesTaken } from "./esci/esci-files.ts";
import type { SourceFile } from "./files/find-files.ts";
import type { ImportItem } from "./import-item.ts";
import { judgementColumns } from "./judgement-columns.ts";
import { judgementFiles } from "./judgement-files.ts";
import { judgementRowReader } from "./judgement-row.ts";
import type { JudgementImportOptions } from "./read-judgements.ts";
import { itemsOf, judgementRowJson } from "./reject.ts";
import { noticeOfTable, samplesOf } from "./table-start.ts";

/**
 * Judgements of files in which a row is one; repeats are not looked for.
 * @throws CosmoError COLUMN_MISSING
 */
export async function* readTableJudgements(
  files: readonly SourceFile[],
  options: JudgementImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<Judgement>[]> {
  checkMap(options.map, Object.keys(judgementFields));
  for (const { file, open } of await judgementFiles(files, options, signal)) {
    const { columns, cell, batches, wrappedIn } = await open();
    let known = -1;
    let samples: readonly unknown[] = [];
    let sources: ReturnType<typeof judgementColumns> = new Map();
    let rowOf: ReturnType<typeof judgementRowReader> | undefined;
    for await (const batch of batches) {
      signal.throwIfAborted();
      if (rowOf === undefined || columns.length !== known) {
        known = columns.length;
        if (samples.length === 0) samples = samplesOf(batch);
        const table = { name: file.name, columns, cell, samples, wrappedIn };
        const found = judgementColumns(table, options.map);
        const isEsci = Object.keys(options.map).length === 0 && isEsciExamples(columns);
        sources = isEsci ? esciSources(found) : found;
        options.notice(noticeOfColumns(sources));
        if (rowOf === undefined) noticeOfTable(table, sources, options);
        if (isEsci && sources.has("locale")) options.notice(marketplacesTaken);
        if (!sources.has("title")) options.notice(wordsMissing(file));
        rowOf = judgementRowReader(sources, options);
      }
      yield itemsOf(batch, file.name, rowOf, (value) => judgementRowJson(value, sources));
    }
  }
}

const wordsMissing = ({ name }: SourceFile) => ({
  code: "PRODUCT_WORDS_MISSING",
  message: `${name} names products by their ids alone. Those of ESCI come with their words where shopping_queries_dataset_products.parquet is named too.`,
});
