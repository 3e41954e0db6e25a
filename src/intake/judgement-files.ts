import { CosmoError } from "../domain/cosmo-error.ts";
import { isEsciExamples, isEsciProducts } from "./esci/esci-files.ts";
import { joinedExamples } from "./esci/join-products.ts";
import type { SourceFile } from "./files/find-files.ts";
import { requireFormat, type TableFormat } from "./files/format.ts";
import { readRecords } from "./files/read-records.ts";
import type { SourceRecords } from "./files/source-record.ts";
import type { JudgementImportOptions } from "./read-judgements.ts";
import { refuseOtherTable } from "./recbole-files.ts";

/** A file of judgements, to be opened when its turn comes. */
export interface JudgementFile {
  readonly file: SourceFile;
  readonly open: () => Promise<SourceRecords>;
}

type Role = "judgements" | "examples" | "products";

/**
 * The files that hold judgements. Parquet files of ESCI's products among them lend the examples their words; unless a map says
 * what the columns are, or no other file is there.
 */
export async function judgementFiles(
  files: readonly SourceFile[],
  options: JudgementImportOptions,
  signal: AbortSignal,
): Promise<readonly JudgementFile[]> {
  const formatOf = ({ name }: SourceFile): TableFormat => {
    const { format } = options;
    const told = format === null || format === "esci" ? requireFormat(name) : format;
    if (told === "bundlerec" || told === "ubi" || told === "ga4")
      throw new TypeError(`${told} is no table`);
    if (told === "recbole") refuseOtherTable(name, "judgements");
    return told;
  };
  const plain = (file: SourceFile): JudgementFile => ({
    file,
    open: async () => readRecords(file, formatOf(file), signal, Object.values(options.map)),
  });
  if (files.length < 2 || Object.keys(options.map).length > 0) return files.map(plain);
  const seen = await Promise.all(
    files.map(async (file) => ({ file, ...(await lookInto(file, formatOf, signal)) })),
  );
  const products = seen.filter(({ role }) => role === "products").map(({ file }) => file);
  const judged = seen.filter(({ role }) => role !== "products");
  if (products.length === 0 || judged.length === 0) return files.map(plain);
  if (!judged.some(({ role }) => role === "examples")) {
    for (const { name } of products) {
      const message = `${name} holds products, which no file of examples here waits for: not read.`;
      options.notice({ code: "FILE_UNUSED", message });
    }
  }
  return judged.map(({ file, role, columns }) => {
    if (role !== "examples") return plain(file);
    const esci = { examples: file, columns, products };
    return { file, open: async () => joinedExamples(esci, options.sql, options.notice, signal) };
  });
}

/** What a file holds by its first records. What is wrong with it is told when its turn comes. */
async function lookInto(
  file: SourceFile,
  formatOf: (file: SourceFile) => TableFormat,
  signal: AbortSignal,
): Promise<{ readonly role: Role; readonly columns: readonly string[] }> {
  try {
    const format = formatOf(file);
    const { columns, batches } = await readRecords(file, format, signal);
    for await (const _ of batches) break;
    return { role: format === "parquet" ? roleOf(columns) : "judgements", columns };
  } catch (error) {
    if (error instanceof CosmoError) return { role: "judgements", columns: [] };
    throw error;
  }
}

function roleOf(columns: readonly string[]): Role {
  if (columns.includes("product_title")) {
    return isEsciProducts(columns) && !isEsciExamples(columns) ? "products" : "judgements";
  }
  return isEsciExamples(columns) && columns.includes("product_locale") ? "examples" : "judgements";
}
