import { CosmoError } from "../domain/cosmo-error.ts";
import { callIdOf } from "./call-identity.ts";
import type { CallStore } from "./call-store.ts";
import { giveUpUnreadable } from "./give-up-unreadable.ts";
import type { GenerateRequest, LanguageModel } from "./language-model.ts";

/**
 * Asks a model once more, with the answer that is not usable and what is wrong with it in the prompt. That is a call of
 * its own, recorded like any other, so that after a crash it is not asked twice. What came lies in the store, and so
 * does that nobody could read it; nothing does where the model takes no prompt of that length.
 *
 * @param repair the request as `judgeAnswers` gives it
 * @throws whatever else the model throws
 */
export async function askToRepair(
  store: CallStore,
  model: LanguageModel,
  repair: GenerateRequest,
  signal: AbortSignal,
): Promise<void> {
  try {
    await model.generate(repair, signal);
  } catch (error) {
    if (error instanceof CosmoError && error.code === "PROMPT_TOO_LONG") return;
    await giveUpUnreadable(store, callIdOf(model.id, repair), error, signal);
  }
}
