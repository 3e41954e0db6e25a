import { formatNumber } from "./counted.ts";

/** A few names, and how many more. */
export function firstNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${formatNumber(names.length - most)} more` : shown;
}
