import { datasetOf } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { isOfReplacedDay, replacedTimes } from "../../behaviour/replaced-times.ts";
import type { ImportRecord } from "../imports.ts";

/**
 * Whether an event no longer counts since an import behind its own stands alone for its day, as a condition on `event`, which has
 * `site` and `time_ms`. Null where no such import is there.
 *
 * @param later the imports behind its own
 */
export function isReplacedBehind(store: Store, later: readonly ImportRecord[]): string | null {
  const parts = later.flatMap(({ replacedParts = [] }) => replacedParts);
  if (parts.length === 0) return null;
  const files = store.files(datasetOf("replacedDays", parts));
  return `EXISTS (SELECT 1 FROM (${replacedTimes({ parts, files })}) AS replaced WHERE ${isOfReplacedDay("event", "event.time_ms")})`;
}
