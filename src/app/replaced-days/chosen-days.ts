import { CosmoError } from "../../domain/cosmo-error.ts";
import { counted } from "../../text/counted.ts";
import type { HeldDay } from "./held-days.ts";
import { daysInWords, type NamedDays, namedDaysOf } from "./named-days.ts";

export interface ChosenDays {
  readonly days: readonly HeldDay[];
  readonly notices: readonly string[];
}

/** Days that a message names one by one. */
const mostDays = 3;

/**
 * Of the days that an import has events of those for which it shall stand alone. A day that nobody named is refused
 * where the import seems to hold a piece of it: a straggler of the next day would take out all of that day.
 * @param named none: all days
 * @param timeZone whose days they are, for messages
 * @throws CosmoError REPLACED_DAY_THIN, DAYS_NOT_HELD
 */
export function chosenDays(
  held: readonly HeldDay[],
  named: readonly NamedDays[],
  timeZone: string,
): ChosenDays {
  if (named.length === 0) {
    const thin = held.filter(isThin);
    if (thin.length > 0) throw daysThin(thin, held, timeZone);
    return { days: held, notices: noticesOfKinds(held) };
  }
  for (const span of named) {
    if (!held.some(({ day }) => lies(day, span))) throw daysNotHeld(span, held, timeZone);
  }
  const isNamed = ({ day }: HeldDay): boolean => named.some((span) => lies(day, span));
  const others = held.filter((day) => !isNamed(day));
  const added = others.reduce((sum, { events }) => sum + events, 0);
  const notice = `${counted(added, "events")} of days that were not named (${daysOf(others)}): added, and nothing is taken out for them.`;
  const days = held.filter(isNamed);
  return { days, notices: [...(others.length > 0 ? [notice] : []), ...noticesOfKinds(days)] };
}

/** What is to be told of events that go with their days although the files hold nothing like them. */
function noticesOfKinds(days: readonly HeldDay[]): readonly string[] {
  const lost = days.reduce((sum, { otherKind }) => sum + otherKind, 0);
  if (lost === 0) return [];
  return [
    `With these days ${counted(lost, "events")} went of kinds that the files lack. If they are of another source, take this import out by \`cosmo import remove\`: they count again. Then import these files without replacing days.`,
  ];
}

/** Fewer than half as many events as before, or more than a tenth of those before lie outside its hours or are of kinds that it lacks. */
const isThin = ({ events, undone, earlier, outside, otherKind }: HeldDay): boolean =>
  (events + undone) * 2 < earlier || outside * 10 > earlier || lacksKinds({ earlier, otherKind });

const lacksKinds = ({ earlier, otherKind }: Pick<HeldDay, "earlier" | "otherKind">): boolean =>
  otherKind * 10 > earlier;

/** Whether a day, as YYYY-MM-DD, is one of a span. */
export const lies = (day: string, { from, to }: NamedDays): boolean => day >= from && day <= to;

function daysThin(
  thin: readonly HeldDay[],
  held: readonly HeldDay[],
  timeZone: string,
): CosmoError {
  const told = thin.slice(0, mostDays).map(({ day, site, events, earlier, outside, otherKind }) => {
    const where = site === "default" ? "" : ` at ${site}`;
    const hours =
      outside > 0 ? `, ${outside.toLocaleString("en-US")} of them at hours that they lack` : "";
    const kinds =
      otherKind > 0 ? `, ${otherKind.toLocaleString("en-US")} of them of kinds that they lack` : "";
    return `${counted(events, "events")} of ${day}${where}, of which earlier imports have ${earlier.toLocaleString("en-US")}${hours}${kinds}`;
  });
  const more = thin.length > mostDays ? `; and pieces of ${thin.length - mostDays} more days` : "";
  const thinDays = new Set(thin.map(({ day }) => day));
  const whole = held.map(({ day }) => day).filter((day) => !thinDays.has(day));
  const meant = whole.length > 0 ? whole : [...thinDays];
  const otherSource = thin.some(lacksKinds)
    ? "Files of another source, such as orders beside a web log, are in place of nothing of it: import them without --replace-days, and take out the import that they correct by `cosmo import remove`. If all of these days is to go: "
    : "";
  return new CosmoError(
    "REPLACED_DAY_THIN",
    `The files seem to hold a piece of a day only (${timeZone}): ${told.join("; ")}${more}. Nothing was taken out, and nothing was imported.`,
    {
      hint: `${otherSource}Name the days that are meant, instead of --replace-days: ${namedDaysOf(
        meant,
      )
        .map((days) => `--replace-only ${days}`)
        .join(
          " ",
        )}. What the files hold of other days is then added to them. Where the days begin at another hour: --time-zone.`,
      exitCode: 2,
    },
  );
}

const daysNotHeld = (named: NamedDays, held: readonly HeldDay[], timeZone: string): CosmoError =>
  new CosmoError(
    "DAYS_NOT_HELD",
    `The files hold no event of ${daysInWords(named)} (${timeZone}). Nothing was taken out, and nothing was imported.`,
    { hint: `They hold ${daysOf(held)}: name days of these.`, exitCode: 2 },
  );

const daysOf = (held: readonly HeldDay[]): string =>
  namedDaysOf(held.map(({ day }) => day)).join(", ");
