import { basename } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { ownValue } from "../../domain/own-value.ts";
import { shellWord } from "../../text/shell-word.ts";

/** The formats of `cosmo import`. `bundlerec`, `ubi`, `ga4` and `esci` are fixed layouts upon the plain ones. */
export const formats = [
  "csv",
  "tsv",
  "jsonl",
  "parquet",
  "recbole",
  "bundlerec",
  "ubi",
  "ga4",
  "esci",
] as const;
export type Format = (typeof formats)[number];
/** Formats in which a row of the file is a row of the table, and which a file's name tells. */
export type TableFormat = Exclude<Format, "bundlerec" | "ubi" | "ga4" | "esci">;
/** What an import fills. */
export type IntakeTable = "events" | "products" | "judgements";

const formatOfEnding: Readonly<Record<string, TableFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  parquet: "parquet",
  inter: "recbole",
  item: "recbole",
};

/** RecBole's ending of a file of each table; it has none for judgements. */
const recboleEndings = { events: "inter", products: "item" } as const;

/** What a file's name says: `sales.csv.gz` is csv; null where the ending is unknown. */
export function formatOfName(name: string): TableFormat | null {
  return ownValue(formatOfEnding, endingOf(name)) ?? null;
}

/** The ending below that of a compression; empty where there is none. */
export const endingOf = (name: string): string =>
  /\.([a-z]+)(?:\.(?:gz|zst|zstd))?$/.exec(name.toLowerCase())?.[1] ?? "";

/** The table that a file of RecBole holds by its ending, or null where the ending is another one. */
export function recboleTable(name: string): keyof typeof recboleEndings | null {
  const ending = endingOf(name);
  if (ending === recboleEndings.events) return "events";
  return ending === recboleEndings.products ? "products" : null;
}

/** Whether a file found in a folder belongs to an import of `format` (null: any known format). */
export function nameFits(name: string, format: Format | null, table: IntakeTable): boolean {
  const told = formatOfName(name);
  if (told === "recbole") {
    return (format === null || format === told) && recboleTable(name) === table;
  }
  if (format === null) return told !== null;
  if (format === "bundlerec") return told === "csv";
  if (format === "ga4") return told === "jsonl" || told === "parquet" || endingOf(name) === "json";
  if (format === "ubi") return told === "jsonl" || told === "parquet";
  if (format === "esci") return told !== null;
  if (format === "jsonl" && endingOf(name) === "json") return true;
  return told === format;
}

/** What files with these endings are, and what to do with them. */
const noTable: Readonly<Record<string, { readonly what: string; readonly hint: string }>> = {
  ...Object.fromEntries(
    ["xlsx", "xlsm", "xls", "ods", "numbers"].map((ending) => [
      ending,
      { what: "a spreadsheet", hint: "Save its sheet as CSV UTF-8, and import that." },
    ]),
  ),
  ...Object.fromEntries(
    ["zip", "tar", "tgz", "rar"].map((ending) => [
      ending,
      { what: "an archive", hint: "Unpack it, and import the files or the folder that it holds." },
    ]),
  ),
};

/** @throws CosmoError FORMAT_UNKNOWN, FILE_NOT_TEXT */
export function requireFormat(name: string): TableFormat {
  const format = formatOfName(name);
  if (format !== null) return format;
  const other = ownValue(noTable, endingOf(name));
  if (other !== undefined) {
    throw new CosmoError("FILE_NOT_TEXT", `${name} is ${other.what} by its name, no table.`, {
      hint: other.hint,
      exitCode: 2,
    });
  }
  // Found in a folder it may be anything; named, it is data.
  if (endingOf(name) === "json") return "jsonl";
  throw new CosmoError("FORMAT_UNKNOWN", `The name ${name} does not say what format it is.`, {
    hint: `Say it: --format ${formats.join("|")} (.gz and .zst are read as they are).`,
    exitCode: 2,
  });
}

/** A command that makes one object a line of a list in a file that is one JSON object, and what to do with them. */
export function jsonLinesCommand(path: string, list: string): string {
  const name = basename(path);
  const unpack = /\.gz$/i.test(name) ? "gzip -dc" : /\.zstd?$/i.test(name) ? "zstd -dc" : null;
  const lines = shellWord(
    `${name.replace(/(?:\.(?:json|jsonl|ndjson|gz|zst|zstd))+$/i, "")}-${list}.jsonl`,
  );
  const file = shellWord(path);
  const entries = shellWord(`.[${JSON.stringify(list)}][]`);
  const command =
    unpack === null
      ? `jq -c ${entries} ${file} > ${lines}`
      : `${unpack} ${file} | jq -c ${entries} > ${lines}`;
  return `${command} makes lines of one; import ${lines}`;
}
