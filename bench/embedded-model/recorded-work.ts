import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJsonLines } from "../../src/app/read-json-lines.ts";
import type { GenerateRequest } from "../../src/language-model/language-model.ts";
import { type RecordedCall, requestOf } from "../../src/language-model/recorded-call.ts";
import type { MeasuredText } from "../../src/measures/measure-store.ts";

const recorded = fileURLToPath(new URL("../../samples/shop/recorded", import.meta.url));

/** A request of the sample shop's run, and what the model answered when it was recorded. */
export interface Asked {
  readonly request: GenerateRequest;
  readonly answer: string;
}

/** What a run asks about one product type or pair, all at once. */
export type Head = readonly Asked[];

/**
 * The sample shop's own questions: so many heads in the order of its run, and of each so many requests
 * at most.
 */
export async function recordedHeads(count: number, each: number): Promise<readonly Head[]> {
  const calls = (await readJsonLines(join(recorded, "answers.jsonl.gz"))) as RecordedCall[];
  calls.sort((a, b) => a.startedAt - b.startedAt);
  const heads = Map.groupBy(calls, ({ prompt }) => prompt.split("\n")[0]);
  return [...heads.values()].slice(0, count).map((head) =>
    head
      .map((call) => ({ request: requestOf(call), answer: call.rawAnswer }))
      .sort((a, b) => a.request.draw - b.request.draw)
      .slice(0, each),
  );
}

/** Texts that refine and the critic had the model measure, with their values. */
export interface RecordedMeasures {
  readonly perplexities: readonly MeasuredText[];
  readonly differences: readonly MeasuredText[];
}

/** @param each how many of each kind, evenly from all */
export async function recordedMeasures(each: number): Promise<RecordedMeasures> {
  const measured = (await readJsonLines(join(recorded, "measures.jsonl.gz"))) as MeasuredText[];
  const some = (name: string, count: number): readonly MeasuredText[] => {
    const all = measured.filter(({ measure }) => measure.startsWith(name));
    return all
      .filter((_, at) => at % Math.max(1, Math.floor(all.length / count)) === 0)
      .slice(0, count);
  };
  return {
    perplexities: some("perplexity@1 by embedded:", each),
    // Neighbours: so claims of one type stand beside each other, as the critic asks.
    differences: measured
      .filter(({ measure }) => measure.startsWith("log-probability-difference@1 by embedded:"))
      .slice(0, each),
  };
}
