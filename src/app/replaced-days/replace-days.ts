import type { PartManifest } from "../../artifact/dataset.ts";
import { replacedDays } from "../../domain/tables/observed.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { chosenDays, lies } from "./chosen-days.ts";
import { heldDays } from "./held-days.ts";
import type { NamedDays } from "./named-days.ts";
import type { ReplacedDay } from "./replaced-day.ts";
import type { UndoneLines } from "./undone-lines.ts";

export interface ReplacingImport {
  readonly recipe: string;
  /** All that its files hold. */
  readonly read: readonly PartManifest[];
  /** Lines of orders that its files say came to nothing. */
  readonly undone: UndoneLines;
  /** The first part that is kept of it, by which it is known. */
  readonly part: PartManifest;
  /** Imports of events before it, in order. */
  readonly earlier: readonly ImportRecord[];
  /** IANA name: whose days are meant. */
  readonly timeZone: string;
  /** The days that are meant; none: all of which the import has events. */
  readonly named: readonly NamedDays[];
  /** Days that the same files replaced before, read in another way; null: they were told to anew. */
  readonly again: readonly NamedDays[] | null;
}

/**
 * Finds the days for which an import stands alone, and keeps them as a part of `replacedDays`.
 * @throws CosmoError REPLACED_DAY_THIN, DAYS_NOT_HELD
 */
export async function replaceDays(workspace: Workspace, of: ReplacingImport) {
  const { recipe, read, undone, part, earlier, timeZone, named, again } = of;
  const held = await heldDays(workspace, { parts: read, undone, earlier }, timeZone);
  // Days that were replaced once are meant: they are not asked about again. Read in another way, events may be of other days.
  const meant = again?.filter((span) => held.some(({ day }) => lies(day, span))) ?? named;
  const { days, notices } = chosenDays(held, meant, timeZone);
  const replacedPart = await workspace.store.part({
    table: replacedDays,
    name: "days",
    inputs: [recipe, part.recipe],
    async fill(draft) {
      for (const { day, site, fromMs, untilMs } of days) {
        draft.write({ part: part.recipe, site, day, fromMs, untilMs });
      }
    },
  });
  const replaced = days.map(
    ({ day, site, events, earlier: before }): ReplacedDay => ({
      ...{ day, site, events, earlier: before },
    }),
  );
  return { replacedParts: [replacedPart], replaced, notices };
}
