import type { events } from "../../domain/tables/events.ts";
import type { eventDays } from "../../domain/tables/observed.ts";
import { type SqlConnection, sqlParquet } from "../../sql/sql.ts";
import type { DatasetReader, DatasetWriter } from "../../stage/stage.ts";
import { isOfReplacedDay } from "../replaced-times.ts";
import { daySql } from "./day-sql.ts";

/**
 * Looks at an imported part once: which days it holds, and what of them. It is looked at again where a later import
 * comes to stand alone for some of its days, whose events are counted as `replaced`. The table `replaced` must be there.
 * @param replaced what `createReplaced` gave
 */
export async function writeEventDays(
  connection: SqlConnection,
  imported: DatasetReader<typeof events>,
  replaced: ReadonlyMap<number, readonly unknown[]>,
  written: DatasetWriter<typeof eventDays>,
): Promise<void> {
  for (const [place, file] of imported.files.entries()) {
    const content = imported.parts[place]?.content;
    const days = replaced.get(place);
    await written.part(`part ${place}`, days ? [content, days] : content, async (draft) => {
      const read = sqlParquet([file]);
      let counted = `SELECT * FROM ${read}`;
      // Asked only where something is replaced: to ask it of each event takes as long as all else.
      if (days) {
        const isReplaced = `EXISTS (SELECT 1 FROM replaced
          WHERE replaced.part = ${place} AND ${isOfReplacedDay("event", "epoch_ms(event.time)")})`;
        counted = `SELECT * FROM ${read} AS event WHERE NOT ${isReplaced}`;
        const dropped = { query: `SELECT * FROM ${read} AS event WHERE ${isReplaced}` };
        const reader = await connection.runAndReadAll(
          daySql("replaced-events", { events: dropped }),
        );
        for (const [day, site, count] of reader.getRows()) {
          draft.dropped("replaced", `events of ${day} at ${site}`, Number(count), "events");
        }
      }
      return draft.writeSelect(connection, daySql("event-days", { events: { query: counted } }));
    });
  }
}
