import { type AnsweredBy, labelOfRow, rowName, sheetColumns } from "../annotation/answer-sheet.ts";
import type { DrawnClaim } from "../annotation/drawn-claims.ts";
import type { LabelLine } from "../annotation/read-labels.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { SourceFile } from "../intake/files/find-files.ts";
import { readCsv } from "../intake/files/read-csv.ts";

/** How sheets that annotators filled in are to be read. */
export interface AnswerSheets extends AnsweredBy {
  /** The file of the claims that were drawn. */
  readonly claims: string;
  /** As `requireEncoding` gives it; null: UTF-8. */
  readonly encoding: string | null;
}

/**
 * The labels of a filled-in sheet. Rows without an answer are passed over.
 * @param onUnanswered told of each of them
 * @throws CosmoError SHEET_UNFIT, and what reading a CSV file throws
 */
export async function* readAnswerSheet(
  file: SourceFile,
  claims: ReadonlyMap<string, DrawnClaim>,
  by: AnsweredBy,
  signal: AbortSignal,
  onUnanswered: () => void,
): AsyncGenerator<LabelLine> {
  const records = await readCsv(file, signal);
  const missing = sheetColumns.filter(
    (column) => column !== "comment" && column !== "head" && !records.columns.includes(column),
  );
  if (missing.length > 0) {
    throw new CosmoError("SHEET_UNFIT", `${file.name} has no column ${missing.join(", ")}`, {
      hint: "Give sheets as `label-sheet` makes them; a file of labels, a JSON object a line, comes in without --claims.",
      exitCode: 2,
    });
  }
  const known = new Map([...claims.values()].map((claim) => [rowName(claim), claim]));
  for await (const batch of records.batches) {
    for (const record of batch) {
      const { line } = record;
      if ("problem" in record) {
        yield { line, problem: record.problem.message };
        continue;
      }
      const cellOf = (column: string): string => String(records.cell(column)(record.value) ?? "");
      const claim = known.get(cellOf("claim").trim());
      if (claim === undefined) {
        yield { line, problem: "its claim is none of those that were drawn" };
        continue;
      }
      const read = labelOfRow(claim, cellOf, by);
      if (read === null) onUnanswered();
      else yield { line, ...read };
    }
  }
}
