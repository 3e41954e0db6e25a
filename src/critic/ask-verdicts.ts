import type { CosmoError } from "../domain/cosmo-error.ts";
import { askForItem, type ItemWaits } from "../language-model/ask-for-item.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { concurrentMap } from "../stage/concurrent-map.ts";
import type { CriticInput } from "./critic.ts";
import { readVerdict, type Verdict } from "./verdict.ts";
import { verdictRequest } from "./verdict-request.ts";

/** How a language model is asked about claims. */
export interface VerdictPort {
  readonly model: LanguageModel;
  /** Tokens of an answer, at most. */
  readonly maxTokens: number;
  /** Claims asked about at once. Changes the speed, never the verdicts. */
  readonly concurrency: number;
}

/** A verdict, or what there is instead of one. */
export type AskedVerdict =
  | { readonly verdict: Verdict }
  | { readonly invalid: CosmoError }
  | ItemWaits;

/** Asks about each of the items, in their order; each answer is on disk before it is given. */
export async function* askVerdicts<Item extends { readonly input: CriticInput }>(
  items: AsyncIterable<Item> | Iterable<Item>,
  { model, maxTokens, concurrency }: VerdictPort,
  signal: AbortSignal,
): AsyncGenerator<{ readonly item: Item; readonly asked: AskedVerdict }> {
  yield* concurrentMap(items, concurrency, async (item) => {
    const answer = await askForItem(model, verdictRequest(item.input, maxTokens), signal);
    const asked: AskedVerdict =
      "generation" in answer ? { verdict: readVerdict(answer.generation.text) } : answer;
    return { item, asked };
  });
}
