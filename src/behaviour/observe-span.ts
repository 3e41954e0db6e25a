import type { PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import type { events } from "../domain/tables/events.ts";
import type { carriedEvents } from "../domain/tables/observed.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import { concurrentMap } from "../stage/concurrent-map.ts";
import { inTurn } from "../stage/in-turn.ts";
import type { DatasetReader, DatasetWriter } from "../stage/stage.ts";
import { recordDropped } from "./dropped-rows.ts";
import { carriedProductDigest } from "./event-days/day-digests.ts";
import {
  closeEvents,
  type ObservedName,
  observedNames,
  type observedTables,
  openEvents,
  rowsOfObserved,
} from "./mining-sources.ts";
import type { ObserveConfig } from "./observe-config.ts";
import {
  arrivedOnceSteps,
  countingSteps,
  observingParameters,
  observingSteps,
  repeatedStep,
} from "./observing-steps.ts";
import { createQueryTexts } from "./query-texts.ts";
import { dayName, type Span } from "./spans.ts";
import { dropSteps, runStep, type SqlStep, stepText } from "./sql-step.ts";
import { writeRows } from "./write-rows.ts";

/** Where spans are observed, one after the other. */
export interface ObservingPlace {
  /** With the catalogue, what skus mean and which days are replaced; for digests too, as event-days/ names them. */
  readonly session: SqlSession;
  readonly config: ObserveConfig;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly imported: DatasetReader<typeof events>;
  /** By the places of the imported parts of which some days do not count. */
  readonly partlyReplaced: ReadonlyMap<number, unknown>;
  readonly writes: { readonly carriedEvents: DatasetWriter<typeof carriedEvents> } & {
    readonly [Name in ObservedName]: DatasetWriter<(typeof observedTables)[Name]>;
  };
}

export interface ObservedSpan {
  readonly parts: readonly PartManifest[];
  /** What was still going on at its end. */
  readonly carried: PartManifest;
  /** False where all was there already. */
  readonly isAnew: boolean;
}

/** Parts in the making: while one is computed, those before it are read back and put in their place. */
const partsAtOnce = 3;

/**
 * Makes the parts of a span, or takes them as they are where nothing that decides them has changed.
 * @param before what was going on at the end of the span before; undefined: nothing
 */
export async function observeSpan(
  { session, config, seed, signal, imported, partlyReplaced, writes }: ObservingPlace,
  span: Span,
  before: PartManifest | undefined,
): Promise<ObservedSpan> {
  const parameters = observingParameters(config, span.untilMs);
  const carriedFiles = before ? writes.carriedEvents.reader().files.slice(-1) : [];
  const made: SqlStep[] = [];
  async function make(step: SqlStep): Promise<void> {
    await runStep(session, step, parameters);
    made.push(step);
  }
  async function prepare(): Promise<void> {
    if (made.length > 0) return;
    const places = new Set(span.days.flatMap((day) => day.parts));
    const parts = [...places].map((place) => ({ place, file: imported.files[place] ?? "" }));
    const whole = parts.filter(({ place }) => !partlyReplaced.has(place));
    await openEvents(session, {
      imported: { files: whole.map(({ file }) => file) },
      partlyReplaced: parts.filter(({ place }) => partlyReplaced.has(place)),
      carried: { files: carriedFiles },
      fromMs: span.fromMs,
      untilMs: span.untilMs,
    });
    await make(repeatedStep);
    const repeated = await session.rows(`SELECT id FROM ${repeatedStep.relation} LIMIT 1`);
    for (const step of arrivedOnceSteps(repeated.length > 0)) await make(step);
    for (const step of observingSteps) await make(step);
    await createQueryTexts(session, signal);
    for (const step of countingSteps) await make(step);
  }
  const name = dayName(span.fromMs);
  const inputs = [
    span.days.map(({ startMs, digest, productDigest }) => [startMs, digest, productDigest]),
    span.untilMs,
    before && [before.content, await carriedProductDigest(session.connection, carriedFiles)],
  ];
  const take = inTurn();
  const fillFrom = (rows: string) => (draft: PartDraft<never>) =>
    take(async () => {
      await prepare();
      if (rows === "observed-sites") {
        await recordDropped(session, draft, "events", "dropped_events", seed);
      }
      await writeRows(session, draft, stepText(rows, parameters));
    });
  const makings = [
    ...observedNames.map(
      (dataset) => () => writes[dataset].part(name, inputs, fillFrom(rowsOfObserved(dataset))),
    ),
    () => writes.carriedEvents.part(name, inputs, fillFrom("carried-events")),
  ];
  const parts = await Array.fromAsync(
    concurrentMap(makings, partsAtOnce, (makePart) => makePart()),
  );
  const isAnew = made.length > 0;
  if (isAnew) {
    await dropSteps(session, made);
    await session.drop("table", "query_texts");
    await closeEvents(session);
  }
  return { parts, carried: parts.at(-1) as PartManifest, isAnew };
}
