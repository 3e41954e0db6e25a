import type { Section, Shown } from "../../app/show/shown.ts";

/** Facts, then each list with one block for each row. */
export function renderShown({ kind, id, facts, sections }: Shown): string {
  return [`${kind} ${id}`, fields(facts, "  "), ...sections.map(renderSection)].join("\n");
}

function renderSection({ title, total, rows }: Section): string {
  const heading = `\n${title} (${rows.length < total ? `${rows.length} of ${total}` : total})`;
  return [heading, ...rows.map((row) => renderRow(row))].join("\n");
}

const longestLine = 160;

function renderRow(row: Readonly<Record<string, unknown>>): string {
  const short = Object.entries(row).map(([name, value]) => `${name} ${told(value)}`);
  const line = `  - ${short.join("  ")}`;
  return line.length <= longestLine && !line.includes("\n")
    ? line
    : fields(row, "    ").replace(/^ {4}/, "  - ");
}

function fields(values: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${indent}${name}: ${told(value).replaceAll("\n", `\n${indent}    `)}`)
    .join("\n");
}

const told = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
