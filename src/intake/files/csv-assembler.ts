import { Problem } from "../import-item.ts";
import { type OpenRecord, scanCsvLine } from "./csv-fields.ts";
import type { BrokenRecord, SourceRecord } from "./source-record.ts";

/** A quoted field may span lines, but a quote that nobody closed must not swallow the file. */
const maxRecordLines = 1000;
const maxRecordCharacters = 64 * 1024;

interface Line {
  readonly number: number;
  readonly text: string | Problem;
}

/**
 * Puts lines together to CSV records of `width` fields. A record that spans lines and comes out
 * wrong (text behind a closing quote, too long, another number of fields) costs its first line
 * only: reading goes on at the line behind it.
 */
export function csvAssembler(delimiter: string, width: number) {
  let records: (SourceRecord | BrokenRecord)[] = [];
  const waiting: Line[] = [];
  let lines: Line[] = [];
  let open: OpenRecord | null = null;
  let characters = 0;

  const refuse = (line: number, code: string, message: string): void => {
    records.push({ line, problem: new Problem(code, message) });
  };

  function giveUp(): void {
    const [first, ...others] = lines;
    lines = [];
    open = null;
    characters = 0;
    if (first === undefined) return;
    refuse(
      first.number,
      "CSV_QUOTE_OPEN",
      `A quote that opens on line ${first.number} is not closed where its field ends; reading goes on at line ${first.number + 1}.`,
    );
    waiting.unshift(...others);
  }

  function close(fields: readonly string[], line: number, spanned: boolean): void {
    if (fields.length === width) {
      records.push({ line, value: fields });
      lines = [];
      open = null;
      characters = 0;
    } else if (spanned) {
      giveUp();
    } else {
      lines = [];
      refuse(
        line,
        "CSV_FIELD_COUNT",
        `The line has ${fields.length} fields, the header has ${width}.`,
      );
    }
  }

  function step(line: Line): void {
    const { number, text } = line;
    if (text instanceof Problem) {
      if (open !== null) {
        lines.push(line);
        giveUp();
      } else records.push({ line: number, problem: text });
      return;
    }
    if (open === null) {
      if (text === "") return;
      if (!text.includes('"')) {
        close(text.split(delimiter), number, false);
        return;
      }
    }
    lines.push(line);
    characters += text.length;
    const scanned = scanCsvLine(text, delimiter, open);
    const first = lines[0]?.number ?? number;
    if (scanned === null) {
      giveUp();
    } else if (!("quoted" in scanned)) {
      close(scanned, first, lines.length > 1);
    } else if (lines.length >= maxRecordLines || characters > maxRecordCharacters) {
      giveUp();
    } else open = scanned;
  }

  function drain(): void {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) step(line);
  }

  return {
    take(number: number, text: string | Problem): void {
      step({ number, text });
      if (waiting.length > 0) drain();
    },
    /** No line follows: what is still open is given up. */
    finish(): void {
      while (open !== null) {
        giveUp();
        drain();
      }
    },
    /** The records since the last call. */
    taken(): readonly (SourceRecord | BrokenRecord)[] {
      const taken = records;
      records = [];
      return taken;
    },
  };
}
