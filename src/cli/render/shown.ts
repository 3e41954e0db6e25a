import type { Section, Shown } from "../../app/show/shown.ts";
import { textTable } from "./text-table.ts";

/** Facts, then each list as a table; lists of prompts and answers have a block for each row. */
export function renderShown({ kind, id, facts, sections }: Shown, columns: number): string {
  return [
    `${kind} ${id}`,
    fields(facts, "  "),
    ...sections.map((section) => renderSection(section, columns)),
  ].join("\n");
}

type Row = Readonly<Record<string, unknown>>;

function renderSection({ title, total, rows }: Section, columns: number): string {
  const heading = `\n${title} (${rows.length < total ? `${rows.length} of ${total}` : total})`;
  if (rows.length === 0) return heading;
  if (rows.some(isLong)) return [heading, ...rows.map(renderBlock)].join("\n");
  return `${heading}\n${renderTable(rows, columns)}`;
}

const isLong = (row: Row): boolean =>
  Object.values(row).some((value) =>
    typeof value === "string" ? value.includes("\n") : typeof value === "object" && value !== null,
  );

/** What a sentence says already. */
const inSentence = ["relation", "intent", "tail"];

function renderTable(rows: readonly Row[], columns: number): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) =>
      !rows.every((row) => isEmpty(row[name])) &&
      !(inSentence.includes(name) && rows.every((row) => !isEmpty(row["sentence"]))),
  );
  const cells = rows.map((row) =>
    names.map((name) => {
      const value = row[name];
      if (isEmpty(value)) return "";
      return typeof value === "number" && Number.isInteger(value) ? value : told(value);
    }),
  );
  // An id is there to be copied: it is not cut.
  const whole = names.filter((_, column) => cells.every((row) => isId(row[column])));
  // A sentence is what is read, so it stands whole; a title is known by its beginning.
  const overflow = names.includes("sentence") ? "wrap" : "cut";
  const table = textTable(names, cells, { width: columns - 2, overflow, whole });
  return table.replaceAll(/^/gm, "  ");
}

const isId = (cell: string | number | undefined): boolean =>
  typeof cell === "string" && /^[a-z]+_[0-9a-f]{20}$/.test(cell);

const renderBlock = (row: Row): string => fields(row, "    ").replace(/^ {4}/, "  - ");

function fields(values: Row, indent: string): string {
  return Object.entries(values)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => `${indent}${name}: ${told(value).replaceAll("\n", `\n${indent}    `)}`)
    .join("\n");
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Numbers with four significant digits; whole ones as they are. */
const rounded = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(4));

const told = (value: unknown): string => {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_, part) => (typeof part === "number" ? rounded(part) : part));
};
