import { CosmoError } from "../domain/cosmo-error.ts";
import { AnswerWaits } from "./batch/answer-waits.ts";
import type { GenerateRequest, Generation, LanguageModel } from "./language-model.ts";

/** Errors that concern one item alone: it is set aside, counted by this reason, and the run goes on. */
export const setAsideReasons: ReadonlySet<string> = new Set(["ANSWER_INVALID", "PROMPT_TOO_LONG"]);

/** An answer, or why the model gave none that could be used. */
export type ItemAnswer = { readonly generation: Generation } | { readonly invalid: CosmoError };

/** What is asked in a batch job. */
export interface ItemWaits {
  readonly waits: true;
}

/** Asks about one of many items. What goes wrong with all of them is thrown. */
export async function askForItem(
  model: LanguageModel,
  request: GenerateRequest,
  signal: AbortSignal,
): Promise<ItemAnswer | ItemWaits> {
  try {
    return { generation: await model.generate(request, signal) };
  } catch (error) {
    if (error instanceof AnswerWaits) return { waits: true };
    if (error instanceof CosmoError && setAsideReasons.has(error.code)) return { invalid: error };
    throw error;
  }
}
