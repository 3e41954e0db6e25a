import type { ReplacedDay } from "../../app/replaced-days/replaced-day.ts";
import { counted, formatNumber } from "../../text/counted.ts";

const mostDays = 20;

/** What earlier imports lost of each day for which an import stands alone. */
export function linesOfReplacedDays(
  replaced: readonly ReplacedDay[] | undefined,
): readonly string[] {
  if (replaced === undefined) return [];
  const losing = replaced.filter(({ earlier }) => earlier > 0);
  if (losing.length === 0) return ["Replaced nothing: earlier imports hold nothing of these days."];
  const isOneSite = new Set(losing.map(({ site }) => site)).size === 1;
  const lines = losing.slice(0, mostDays).map(({ day, site, events, earlier }) => {
    const where = isOneSite ? "" : `, ${site}`;
    return `  ${day}${where}: ${counted(events, "events")} in place of ${formatNumber(earlier)}`;
  });
  const more = losing.length - mostDays;
  const rest = more > 0 ? [`  and ${more} more days: --json has them all`] : [];
  return ["Replaced, day by day:", ...lines, ...rest];
}
