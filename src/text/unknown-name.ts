import { CosmoError } from "../domain/cosmo-error.ts";
import { nearestName } from "./nearest-name.ts";

/** The error for a name that nobody knows: wrong use, with the nearest known name or all of them. */
export function unknownName(
  code: string,
  what: string,
  name: string,
  known: readonly string[],
): CosmoError {
  const near = nearestName(name, known);
  return new CosmoError(code, `There is no ${what} ${name}`, {
    hint: near ? `Did you mean ${near}?` : `Known: ${known.join(", ")}.`,
    exitCode: 2,
  });
}
