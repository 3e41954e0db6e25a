import type { ImportRecord } from "../imports.ts";
import { type NamedDays, namedDaysOf, parseNamedDays } from "./named-days.ts";

/** The days that an import stands alone for. */
export interface ReplacedBefore {
  readonly days: readonly NamedDays[];
  /** As it was told so. */
  readonly told: { readonly named: readonly NamedDays[] };
}

/** Which days an import was told to replace, and which it did; null where it was not told so. */
export function replacedBefore(earlier: ImportRecord | undefined): ReplacedBefore | null {
  if (earlier?.replaced === undefined) return null;
  const days = namedDaysOf(earlier.replaced.map(({ day }) => day)).map(parseNamedDays);
  return { days, told: earlier.replacing ?? { named: days } };
}
