import { CosmoError } from "../domain/cosmo-error.ts";
import type { Judgement } from "../domain/tables/judgements.ts";
import type { Sql } from "../sql/sql.ts";
import { refuseMap } from "./columns/column-map.ts";
import { findFiles } from "./files/find-files.ts";
import { type Format, nameFits } from "./files/format.ts";
import { firstSeen } from "./first-seen.ts";
import { type ImportItem, type ImportOptions, Problem } from "./import-item.ts";
import { noticesOnce } from "./notices-once.ts";
import { readTableJudgements } from "./read-table-judgements.ts";
import { placeOf, rejectOf } from "./reject.ts";

export interface JudgementImportOptions extends ImportOptions {
  /** Joins ESCI's examples with their products. */
  readonly sql: Sql;
}

/**
 * Reads judgements of queries and products from files, folders and globs, in the order of their sorted paths: each row as a
 * judgement, or as a reject with the reason. Of rows about one query and one product the first is taken; the others are
 * rejects, `JUDGEMENT_REPEATED` where they judge the same, else `JUDGEMENT_CONTRADICTED`.
 *
 * @example
 * const options = { …, map: parseMap(["query=search_term", "grade=relevance"]) };
 * for await (const item of readJudgements(["judgements.csv.gz"], options, signal)) { … }
 *
 * @throws CosmoError FILE_NOT_FOUND, COLUMN_MISSING, FILE_CUT_SHORT, … after the rows before it
 */
export async function* readJudgements(
  paths: readonly string[],
  options: JudgementImportOptions,
  signal: AbortSignal,
): AsyncGenerator<ImportItem<Judgement>> {
  const { format } = options;
  if (format !== null && formatsWithoutJudgements.has(format)) throw unjudged(format);
  if (format === "esci") refuseMap(options.map, format);
  const files = await findFiles(
    paths,
    (name) => nameFits(name, format, "judgements"),
    options.encoding,
  );
  const names = files.map(({ name }) => name);
  const fileOf = new Map(names.map((name, index) => [name, index]));
  const seen = firstSeen();
  for await (const batch of readTableJudgements(files, noticesOnce(options), signal)) {
    for (const item of batch) {
      if ("reject" in item) {
        yield item;
        continue;
      }
      const { row, source, line } = item;
      const said = JSON.stringify([row.label, row.grade]);
      const earlier = seen.note(row.id, said, { file: fileOf.get(source) ?? 0, line });
      if (earlier === null) {
        yield item;
        continue;
      }
      const first = placeOf(names[earlier.file] ?? source, earlier.line);
      const problem = earlier.same
        ? new Problem("JUDGEMENT_REPEATED", `The same judgement came before, at ${first}.`)
        : new Problem(
            "JUDGEMENT_CONTRADICTED",
            `The query and the product were judged otherwise before, at ${first}; the first is kept.`,
          );
      const { sku, label, grade } = row;
      yield { reject: rejectOf(item, problem, JSON.stringify({ sku, label, grade })) };
    }
  }
}

const formatsWithoutJudgements: ReadonlySet<Format> = new Set([
  "bundlerec",
  "ga4",
  "recbole",
  "ubi",
]);

const unjudged = (format: string): CosmoError =>
  new CosmoError("FORMAT_WITHOUT_JUDGEMENTS", `Files of ${format} hold no judgements.`, {
    hint: "Give judgements as csv, tsv, jsonl, parquet or esci.",
    exitCode: 2,
  });
