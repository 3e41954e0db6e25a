import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { events } from "../domain/tables/events.ts";
import { carriedEvents, eventDays, replacedDays } from "../domain/tables/observed.ts";
import { products } from "../domain/tables/products.ts";
import { duckSessions } from "../sql/duck-sessions.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { recordDropped } from "./dropped-rows.ts";
import {
  carriedProductDigest,
  countReplaced,
  createReplaced,
  partsWithReplaced,
  readEventDays,
  writeEventDays,
} from "./event-days.ts";
import { closeEvents, observedTables, openCatalogue, openEvents } from "./mining-sources.ts";
import { observeConfig } from "./observe-config.ts";
import {
  catalogueSteps,
  countingSteps,
  observingParameters,
  observingSteps,
} from "./observing-steps.ts";
import { createQueryTexts } from "./query-texts.ts";
import { dayName, emptySpan, type Span, type SpanLimits, spansOf } from "./spans.ts";
import { dropSteps, runStep, stepText } from "./sql-step.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Puts the events of each day together: which search a purchase came from, what searches showed, who bought what.
 * Days are observed in spans, one after the other; a span whose events are as they were, and what the catalogue
 * says of their products, is not looked at again. What is going on at the end of one is carried into the next.
 *
 * The line `events` of the funnel counts events.
 *
 * @param sessions where the steps are computed: the rows are the same on every engine
 * @param limits for tests alone: rows are the same whatever the spans
 */
export function observeStage(sessions: SqlSessions = duckSessions, limits?: SpanLimits): AnyStage {
  return defineStage({
    name: "observe",
    version: 1,
    summary: "puts each day's searches, clicks and purchases together",
    config: observeConfig,
    reads: { products, importedEvents: events, replacedDays },
    writes: { eventDays, carriedEvents, ...observedTables },
    uses: {},
    async run({ config, reads, writes, sql, seed, signal, progress }) {
      const imported = reads.importedEvents;
      await writeEventDays(sql, imported, writes.eventDays);
      const parts: PartManifest[] = [];
      let replaced = 0;
      await sessions.use(sql, signal, async (session) => {
        const { connection } = session;
        await openCatalogue(session, reads.products);
        for (const step of catalogueSteps) await runStep(session, step, {});
        await createReplaced(connection, imported, reads.replacedDays);
        await session.takeOver("replaced");
        replaced = await countReplaced(connection, writes.eventDays.reader());
        const partly = await partsWithReplaced(connection);
        const meanings = await session.handOver("SELECT * FROM sku_meanings");
        const days = await readEventDays(connection, writes.eventDays.reader(), meanings);
        const waiting = [...spansOf(days, limits)];
        progress.started("observe", "days", days.length);
        let observed = 0;
        let carried: PartManifest | undefined;
        for (let span = waiting.shift(); span !== undefined; span = waiting.shift()) {
          const { parts: made, carried: goesOn } = await observeSpan(span, carried);
          parts.push(...made, goesOn);
          observed += span.days.length;
          progress.progressed(observed, dayName(span.fromMs));
          carried = goesOn.rows > 0 ? goesOn : undefined;
          if (carried && waiting[0]?.fromMs !== span.untilMs) {
            waiting.unshift(emptySpan(span.untilMs));
          }
        }

        async function observeSpan(
          span: Span,
          before: PartManifest | undefined,
        ): Promise<{ readonly parts: readonly PartManifest[]; readonly carried: PartManifest }> {
          const places = [...new Set(span.days.flatMap((day) => day.parts))];
          const parameters = observingParameters(config, span.untilMs);
          const filesAt = (at: readonly number[]): readonly string[] =>
            at.map((place) => imported.files[place] ?? "");
          const carriedFile = writes.carriedEvents.reader().files.at(-1) ?? "";
          let prepared = false;
          const prepare = async (): Promise<void> => {
            if (prepared) return;
            prepared = true;
            await openEvents(session, {
              imported: { files: filesAt(places.filter((place) => !partly.has(place))) },
              partlyReplaced: places
                .filter((place) => partly.has(place))
                .map((place) => ({ place, file: imported.files[place] ?? "" })),
              carried: { files: before ? [carriedFile] : [] },
              fromMs: span.fromMs,
              untilMs: span.untilMs,
            });
            for (const step of observingSteps) await runStep(session, step, parameters);
            await createQueryTexts(session, signal);
            for (const step of countingSteps) await runStep(session, step, parameters);
          };
          const name = dayName(span.fromMs);
          const inputs = [
            span.days.map(({ startMs, digest, productDigest }) => [startMs, digest, productDigest]),
            span.untilMs,
            before && [
              before.content,
              await carriedProductDigest(connection, carriedFile, meanings),
            ],
          ];
          const fillFrom =
            (rows: string) =>
            async (draft: PartDraft<never>): Promise<void> => {
              await prepare();
              if (rows === "observed-sites") {
                await recordDropped(session, draft, "events", "dropped_events", seed);
              }
              await writeRows(session, draft, stepText(rows, parameters));
            };
          const made = [
            await writes.observedSearches.part(name, inputs, fillFrom("observed-searches")),
            await writes.observedQueries.part(name, inputs, fillFrom("observed-queries")),
            await writes.observedShows.part(name, inputs, fillFrom("observed-shows")),
            await writes.observedPurchases.part(name, inputs, fillFrom("observed-purchases")),
            await writes.observedCustomers.part(name, inputs, fillFrom("observed-customers")),
            await writes.observedClicks.part(name, inputs, fillFrom("observed-clicks")),
            await writes.observedHeads.part(name, inputs, fillFrom("observed-heads")),
            await writes.observedSites.part(name, inputs, fillFrom("observed-sites")),
          ];
          const goesOn = await writes.carriedEvents.part(name, inputs, fillFrom("carried-events"));
          if (prepared) {
            await dropSteps(session, [...observingSteps, ...countingSteps]);
            await session.drop("table", "query_texts");
            await closeEvents(session);
          }
          return { parts: made, carried: goesOn };
        }
      });
      const reasons = { ...droppedOf(parts)["events"], ...(replaced > 0 && { replaced }) };
      const lost = Object.values(reasons).reduce((sum, count) => sum + count, 0);
      const dropped = Object.keys(reasons).length > 0 ? { events: reasons } : {};
      progress.finished();
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
