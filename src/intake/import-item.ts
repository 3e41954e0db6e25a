import type { Reject } from "../domain/tables/rejects.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import type { DateOrder } from "./columns/read-time.ts";
import type { Format } from "./files/format.ts";
import type { ToldKinds } from "./told-kinds.ts";
import type { UndoneLine } from "./undone-orders.ts";

/** Where a row stands. */
export interface RecordPlace {
  /** The file, named as in `Reject.source`. */
  readonly source: string;
  /** Line in the file where the row begins, from 1; row number where a file has no lines. */
  readonly line: number;
  /** From 1, where one line holds several rows; 1 by default. */
  readonly place?: number;
}

/** One row as stored, or one line that could not be used and why. In file order. */
export type ImportItem<Row> = (RecordPlace & { readonly row: Row }) | { readonly reject: Reject };

/** Something a person should know about an import that is not an error, such as a default taken. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  /** Whether it tells of a loss that nobody may overlook: a warning, not a note. */
  readonly loud?: true;
}

export interface ImportOptions {
  /** Null: told by each file's name. */
  readonly format: Format | null;
  /** What texts of files are in, as `requireEncoding` gives it; null: UTF-8, or what their first bytes say. */
  readonly encoding: string | null;
  /** Our column → theirs, or `=constant`; see `parseMap`. Empty: columns are found by their names. */
  readonly map: ColumnMap;
  /** The site of every row; null: the row's own, else `default`. */
  readonly site: string | null;
  /** BCP 47 tag for rows that have none, such as `en-US`. */
  readonly locale: string;
  /** IANA zone of times that name no zone, such as `UTC` or `Europe/London`. */
  readonly timeZone: string;
  /** What stands first in days like 01/02/2024; null: such days are refused. */
  readonly dateOrder: DateOrder | null;
  /** Codes of order lines that are no products, in capitals. */
  readonly notProducts: ReadonlySet<string>;
  readonly notice: (notice: Notice) => void;
}

export interface EventImportOptions extends ImportOptions {
  /** A keyed hash, so that nobody without the key gets from an event to a customer. */
  readonly hashCustomer: (id: string) => string;
  /** What words of the log mean; see `parseKinds`. Empty: by the words that we know. */
  readonly kinds: ToldKinds;
  /** Milliseconds since 1970: an event more than a day later has not happened. */
  readonly now: number;
  /** Told of each line of an order that came to nothing. */
  readonly onUndone?: (line: UndoneLine) => void;
}

/** Why a record cannot be used: `code` and `message` of a reject, without its place. */
export class Problem {
  readonly code: string;
  readonly message: string;
  /** The field whose value is at fault; that value is not repeated in the reject. */
  readonly field: string | null;

  constructor(code: string, message: string, field: string | null = null) {
    this.code = code;
    this.message = message;
    this.field = field;
  }
}
