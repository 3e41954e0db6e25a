import { CosmoError } from "../domain/cosmo-error.ts";
import { counted } from "../text/counted.ts";
import type { ImportRecord } from "./imports.ts";
import type { ToldTakenOut } from "./taken-out.ts";

/** The failure with a sentence more: what became of the rows before it. */
export function withTold(failure: unknown, sentence: string): unknown {
  if (!(failure instanceof CosmoError)) return failure;
  const { code, message, hint, retryable, exitCode } = failure;
  const told = `${message.replace(/\.?$/, ".")} ${sentence}`;
  return new CosmoError(code, told, { hint, retryable, exitCode, cause: failure });
}

/** The failure that ended the reading, with what became of the rows before it. */
export function withKept(
  failure: unknown,
  { rows, table }: ImportRecord,
  { takenOut = [] }: ToldTakenOut,
): unknown {
  if (rows === 0) return failure;
  const kept = `The ${counted(rows, `good ${table}`)} before that place ${rows === 1 ? "is" : "are"} kept`;
  const lost = takenOut.reduce((sum, one) => sum + one.rows, 0);
  const inPlace =
    takenOut.length === 0
      ? ""
      : `, in place of ${counted(takenOut.length, "earlier imports")} with ${counted(lost, table)}`;
  return withTold(failure, `${kept}${inPlace}.`);
}

/**
 * Not one row: why, by code, and what may help.
 * @param before the same files, imported in another way
 */
export function nothingUsable(
  { rejected, firstRejected, sources, table, warnings = [], notices }: ImportRecord,
  before: ImportRecord | undefined,
): CosmoError {
  const reasons = Object.entries(rejected).map(([code, count]) => {
    const first = firstRejected[code];
    return `${count} × ${code}${first ? ` (line ${first.line}: ${first.message})` : ""}`;
  });
  const unread = firstRejected["NUMBER_UNREADABLE"]?.message.split(" ")[0];
  const leftOut =
    unread === undefined
      ? []
      : [
          `Write numbers like 1234.5 or 1234,5 without a currency; or leave ${unread} out with --map ${unread}==NULL`,
        ];
  return new CosmoError(
    "NOTHING_USABLE",
    `No ${table} could be read from ${sources.join(", ")}: ${reasons.join(", ") || notices.join(" ") || "there are no rows."}`,
    {
      hint: [
        ...warnings,
        ...leftOut,
        ...(before === undefined
          ? []
          : ["What these files gave before stays as it was; `cosmo import remove` takes it out."]),
        `Look at the first lines of the file; \`cosmo import ${table} --help\` shows formats and --map.`,
      ].join("\n"),
    },
  );
}
