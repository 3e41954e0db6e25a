import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import { events } from "../domain/tables/events.ts";
import { carriedEvents, dayDigests, eventDays, replacedDays } from "../domain/tables/observed.ts";
import { products } from "../domain/tables/products.ts";
import { duckSessions } from "../sql/duck-sessions.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { createMeanings, readEventDays, writeDayDigests } from "./event-days/day-digests.ts";
import { writeEventDays } from "./event-days/event-days.ts";
import { createReplaced } from "./event-days/replaced-parts.ts";
import { observedTables, openCatalogue } from "./mining-sources.ts";
import { observeConfig } from "./observe-config.ts";
import { observeSpan } from "./observe-span.ts";
import { catalogueSteps } from "./observing-steps.ts";
import { dayName, emptySpan, spansOf } from "./spans.ts";
import { runStep } from "./sql-step.ts";

/**
 * Puts the events of each day together: which search a purchase came from, what searches showed, who bought what.
 * Days are observed in spans, one after the other; a span whose events are as they were, and what the catalogue
 * says of their products, is not looked at again. What is going on at the end of one is carried into the next.
 *
 * The line `events` of the funnel counts events.
 *
 * @param sessions where the steps are computed: the rows are the same on every engine
 * @param spanEvents for tests alone: rows are the same whatever the spans
 */
export function observeStage(sessions: SqlSessions = duckSessions, spanEvents?: number): AnyStage {
  return defineStage({
    name: "observe",
    version: 4,
    summary: "puts each day's searches, clicks and purchases together",
    config: observeConfig,
    reads: { products, importedEvents: events, replacedDays },
    writes: { eventDays, dayDigests, carriedEvents, ...observedTables },
    uses: {},
    async run({ config, reads, writes, sql, seed, signal, progress }) {
      const imported = reads.importedEvents;
      const parts: PartManifest[] = [];
      let [observed, anew] = [0, 0];
      await sessions.use(sql, signal, async (session) => {
        const { connection } = session;
        await openCatalogue(session, reads.products);
        for (const step of catalogueSteps) await runStep(session, step, {});
        const partlyReplaced = await createReplaced(connection, imported, reads.replacedDays);
        await session.takeOver("replaced");
        await writeEventDays(connection, imported, partlyReplaced, writes.eventDays);
        parts.push(...writes.eventDays.reader().parts);
        await createMeanings(session);
        await writeDayDigests(connection, writes.eventDays.reader(), writes.dayDigests);
        const days = await readEventDays(connection, writes.dayDigests.reader());
        const place = { session, config, seed, signal, imported, partlyReplaced, writes };
        const waiting = [...spansOf(days, spanEvents)];
        const work = progress.started("observe", "days", days.length);
        let carried: PartManifest | undefined;
        for (let span = waiting.shift(); span !== undefined; span = waiting.shift()) {
          const made = await observeSpan(place, span, carried);
          parts.push(...made.parts);
          observed += span.days.length;
          if (made.isAnew) anew += span.days.length;
          work.progressed(observed, dayName(span.fromMs));
          carried = made.carried.rows > 0 ? made.carried : undefined;
          if (carried && waiting[0]?.fromMs !== span.untilMs) {
            waiting.unshift(emptySpan(span.untilMs));
          }
        }
        work.finished(`${counted(observed, "days")}, ${formatNumber(anew)} of them anew`);
      });
      const dropped = droppedOf(parts);
      const lost = Object.values(dropped["events"] ?? {}).reduce((sum, count) => sum + count, 0);
      return {
        funnel: funnelOf(["events"], { events: imported.rowCount - lost }, dropped),
        notices:
          imported.files.length === 0
            ? ["No log is imported: product types alone can be asked about."]
            : [],
      };
    },
  });
}
