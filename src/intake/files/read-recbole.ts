import { CosmoError } from "../../domain/cosmo-error.ts";
import type { SourceFile } from "./find-files.ts";
import { readTsv } from "./read-csv.ts";
import type { Cell, SourceRecords } from "./source-record.ts";

const types = ["token", "token_seq", "float", "float_seq"] as const;
type RecboleType = (typeof types)[number];

interface RecboleColumn {
  readonly name: string;
  readonly type: RecboleType;
}

/**
 * A RecBole atomic file: tab-separated, its header `user_id:token item_id:token timestamp:float`.
 * A `float` is read as a number, also `8.8e8`; a `token` as the text that it is; a `token_seq` as its
 * words, and as a list where a list is wanted.
 * @see https://recbole.io/docs/user_guide/data/atomic_files.html
 * @throws CosmoError RECBOLE_HEADER, FILE_EMPTY, and what `readTsv` throws
 */
export async function readRecbole(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const table = await readTsv(file, signal);
  const columns = table.columns.map((written) => recboleColumn(written, file.name));
  const typeOf = (name: string): RecboleType | undefined =>
    columns.find((column) => column.name === name)?.type;
  const textCell = (name: string): Cell => table.cell(`${name}:${typeOf(name) ?? ""}`);
  return {
    columns: columns.map(({ name }) => name),
    cell(name) {
      const text = textCell(name);
      return typeOf(name) === "float" ? (value) => numberOr(text(value)) : text;
    },
    listCell(name) {
      const text = textCell(name);
      return typeOf(name) === "token_seq" ? (value) => tokensOf(String(text(value))) : null;
    },
    batches: table.batches,
  };
}

function recboleColumn(written: string, file: string): RecboleColumn {
  const [, name, type] = /^(.+):([a-z_]+)$/.exec(written) ?? [];
  const known = types.find((one) => one === type);
  if (name !== undefined && known !== undefined) return { name, type: known };
  throw new CosmoError(
    "RECBOLE_HEADER",
    `The header of ${file} gives a column no type of RecBole (${types.join(", ")}).`,
    {
      hint: "Write the first line as user_id:token, item_id:token, timestamp:float, parted by tabs; or read the file without types: --format tsv",
      exitCode: 2,
    },
  );
}

/** The number that a text is, in any notation; else the text, for the field to find fault with. */
function numberOr(value: unknown): unknown {
  const text = String(value ?? "").trim();
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : value;
}

/** Tokens are parted by spaces; where they are quoted (`'Arts, Crafts', 'Beads'`), by their quotes. */
function tokensOf(text: string): readonly string[] {
  const trimmed = text.trim();
  if (/^(['"]).*\1$/.test(trimmed)) {
    return trimmed.slice(1, -1).split(/['"]\s*,?\s*['"]/);
  }
  return trimmed.split(/\s+/).filter((token) => token !== "");
}
