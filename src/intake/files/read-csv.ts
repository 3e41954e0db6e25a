import { CosmoError } from "../../domain/cosmo-error.ts";
import { Problem } from "../import-item.ts";
import { csvAssembler } from "./csv-assembler.ts";
import { type OpenRecord, scanCsvLine, scanTsvLine } from "./csv-fields.ts";
import { emptyFile } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { type LineBatch, notUtf8, readLines } from "./read-lines.ts";
import { resumed } from "./resumed.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";
import { undecodedHint } from "./text-encoding.ts";

const delimiters = [",", ";", "\t", "|"] as const;

/**
 * A CSV file with a header. Its delimiter is the one of `,` `;` tab `|` that the header has most of.
 * @throws CosmoError FILE_EMPTY, CSV_HEADER_BROKEN, and what `readLines` throws
 */
export async function readCsv(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const { header, batches } = await openTable(file, signal);
  const [headerLine = ""] = header;
  const delimiter = delimiterOf(headerLine);
  let open: OpenRecord | null = null;
  for (const [index, line] of header.entries()) {
    const scanned: ReturnType<typeof scanCsvLine> = scanCsvLine(line, delimiter, open);
    if (scanned === null) break;
    if ("quoted" in scanned) open = scanned;
    else return tableOf(scanned, csvBatches(batches, index + 1, delimiter, scanned.length));
  }
  throw new CosmoError("CSV_HEADER_BROKEN", `The header of ${file.name} has a quote left open.`, {
    hint: "Mend the first line: it names the columns.",
  });
}

/** A tab-separated file with a header; a record is a line. */
export async function readTsv(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const { header, batches } = await openTable(file, signal);
  const columns = scanTsvLine(header[0] ?? "");
  return tableOf(columns, tsvBatches(batches, columns.length));
}

const tableOf = (columns: readonly string[], batches: SourceRecords["batches"]): SourceRecords => ({
  columns: columns.map((column) => column.trim()),
  cell(column) {
    const index = columns.findIndex((name) => name.trim() === column);
    return (value) => (value as readonly string[])[index];
  },
  batches,
});

/** Lines from the header on, as batches whose first line is the header's. */
async function openTable(
  file: SourceFile,
  signal: AbortSignal,
): Promise<{ header: readonly string[]; batches: AsyncGenerator<LineBatch> }> {
  const rest = readLines(file, signal);
  for (let head = await rest.next(); !head.done; head = await rest.next()) {
    const { first, texts } = head.value;
    const start = texts.findIndex((text) => text !== "");
    if (start === -1) continue;
    const lines = texts.slice(start);
    const header = lines.filter((text) => typeof text === "string");
    const [headerLine] = lines;
    if (headerLine instanceof Problem) {
      throw new CosmoError("CSV_HEADER_BROKEN", `${file.name}: ${headerLine.message}`, {
        hint: headerLine === notUtf8 ? undecodedHint : "Mend the first line: it names the columns.",
      });
    }
    return { header, batches: resumed({ first: first + start, texts: lines }, rest) };
  }
  throw emptyFile(file.name);
}

function delimiterOf(header: string): string {
  const unquoted = header.replace(/"[^"]*"/g, "");
  const counts = delimiters.map((delimiter) => unquoted.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

async function* csvBatches(
  batches: AsyncIterable<LineBatch>,
  headerLines: number,
  delimiter: string,
  width: number,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  const assembler = csvAssembler(delimiter, width);
  let skip = headerLines;
  try {
    for await (const { first, texts } of batches) {
      for (let index = skip; index < texts.length; index++) {
        assembler.take(first + index, texts[index] ?? "");
      }
      skip = 0;
      yield assembler.taken();
    }
  } catch (error) {
    assembler.finish();
    yield assembler.taken();
    throw error;
  }
  assembler.finish();
  yield assembler.taken();
}

async function* tsvBatches(
  batches: AsyncIterable<LineBatch>,
  width: number,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  let skip = 1;
  for await (const { first, texts } of batches) {
    const records: (SourceRecord | BrokenRecord)[] = [];
    for (let index = skip; index < texts.length; index++) {
      const text = texts[index] ?? "";
      if (text !== "") records.push(tsvRecord(text, first + index, width));
    }
    skip = 0;
    yield records;
  }
}

function tsvRecord(
  text: LineBatch["texts"][number],
  line: number,
  width: number,
): SourceRecord | BrokenRecord {
  if (text instanceof Problem) return { line, problem: text };
  const fields = scanTsvLine(text);
  if (fields.length === width) return { line, value: fields };
  const message = `The line has ${fields.length} fields, the header has ${width}.`;
  return { line, problem: new Problem("CSV_FIELD_COUNT", message) };
}
