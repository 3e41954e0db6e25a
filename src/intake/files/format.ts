import { CosmoError } from "../../domain/cosmo-error.ts";

/** The formats of `cosmo import`. `bundlerec` and `ubi` are fixed layouts upon CSV and JSON lines. */
export const formats = ["csv", "tsv", "jsonl", "parquet", "bundlerec", "ubi"] as const;
export type Format = (typeof formats)[number];
/** Formats in which a row of the file is a row of the table. */
export type TableFormat = Exclude<Format, "bundlerec" | "ubi">;

const formatOfEnding: Readonly<Record<string, TableFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  parquet: "parquet",
};

/** What a file's name says: `sales.csv.gz` is csv; null where the ending is unknown. */
export function formatOfName(name: string): TableFormat | null {
  const ending = /\.([a-z]+)(?:\.(?:gz|zst|zstd))?$/.exec(name.toLowerCase())?.[1];
  return (ending !== undefined && formatOfEnding[ending]) || null;
}

/** Whether a file found in a folder belongs to an import of `format` (null: any known format). */
export function nameFits(name: string, format: Format | null): boolean {
  const told = formatOfName(name);
  if (format === null) return told !== null;
  if (format === "bundlerec") return told === "csv";
  if (format === "ubi") return told === "jsonl" || told === "parquet";
  return told === format;
}

/** @throws CosmoError FORMAT_UNKNOWN */
export function requireFormat(name: string): TableFormat {
  const format = formatOfName(name);
  if (format !== null) return format;
  throw new CosmoError("FORMAT_UNKNOWN", `The name ${name} does not say what format it is.`, {
    hint: `Say it: --format ${formats.join("|")} (.gz and .zst are read as they are).`,
    exitCode: 2,
  });
}
