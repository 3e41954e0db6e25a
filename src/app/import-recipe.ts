import { hashOf } from "../domain/hash.ts";
import type { ColumnMap } from "../intake/columns/column-map.ts";
import type { DateOrder } from "../intake/columns/read-time.ts";
import type { Format } from "../intake/files/format.ts";
import type { ToldKinds } from "../intake/told-kinds.ts";
import type { Configuration } from "./configuration.ts";
import type { ImportedTable } from "./imports.ts";
import type { ReplacingImport } from "./replaced-days/replace-days.ts";

/** Raised when the same files would be read into other rows than before. */
const intakeVersion = 10;

/** What is read, and how. */
export interface WayOfReading {
  readonly table: ImportedTable;
  readonly format: Format | null;
  readonly map: ColumnMap;
  readonly kinds: ToldKinds;
  readonly timeZone: string;
  readonly dateOrder: DateOrder | null;
  readonly encoding: string | null;
  /** Hash of the files' contents. */
  readonly contents: string;
  /** Null: earlier imports stay whole. */
  readonly replacing: Pick<ReplacingImport, "named"> | null;
}

/** Same contents, read the same way, are the same import. */
export function importRecipe(
  { site, locale, orderLines }: Configuration,
  { kinds, dateOrder, encoding, replacing, ...read }: WayOfReading,
): string {
  return hashOf({
    ...{ intakeVersion, ...read, site, locale, orderLines },
    // Named where it is asked for alone: imports of before keep their names.
    ...replacing,
    ...(kinds.size > 0 ? { kinds: [...kinds].toSorted() } : {}),
    ...(dateOrder === null ? {} : { dateOrder }),
    ...(encoding === null ? {} : { encoding }),
  });
}
