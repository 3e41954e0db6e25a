/** A record that ends within a quoted field: more lines are needed. */
export interface OpenRecord {
  readonly fields: string[];
  /** The quoted field so far. */
  readonly quoted: string;
}

/**
 * Reads the fields of one line by RFC 4180, going on from a record that was open.
 * A quote within an unquoted field is an ordinary character (`15" screen`).
 * @returns the fields, an open record, or null where text follows a closing quote
 */
export function scanCsvLine(
  line: string,
  delimiter: string,
  open: OpenRecord | null,
): readonly string[] | OpenRecord | null {
  const fields = open?.fields ?? [];
  let quoted = open === null ? null : `${open.quoted}\n`;
  let at = 0;
  while (true) {
    if (quoted === null && line[at] !== '"') {
      const end = line.indexOf(delimiter, at);
      if (end === -1) {
        fields.push(line.slice(at));
        return fields;
      }
      fields.push(line.slice(at, end));
      at = end + 1;
      continue;
    }
    if (quoted === null) {
      quoted = "";
      at += 1;
    }
    const quote = line.indexOf('"', at);
    if (quote === -1) return { fields, quoted: quoted + line.slice(at) };
    quoted += line.slice(at, quote);
    at = quote + 1;
    if (line[at] === '"') {
      quoted += '"';
      at += 1;
      continue;
    }
    fields.push(quoted);
    quoted = null;
    if (at === line.length) return fields;
    if (line[at] !== delimiter) return null;
    at += 1;
  }
}

/**
 * Tab-separated values have no quoting by their own standard, but spreadsheets write it; so quotes
 * around a whole field are taken off, and a field never spans tabs or lines.
 */
export const scanTsvLine = (line: string): readonly string[] =>
  line
    .split("\t")
    .map((field) =>
      field.length > 1 && field.startsWith('"') && field.endsWith('"')
        ? field.slice(1, -1).replaceAll('""', '"')
        : field,
    );
