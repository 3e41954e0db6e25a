import { CosmoError } from "../domain/cosmo-error.ts";
import { callIdOf } from "./call-identity.ts";
import { giveUpUnreadable } from "./give-up-unreadable.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import { type AnswerRules, type Judgement, judgeAnswers } from "./judge-answers.ts";
import type { Generation, LanguageModel, Wrapper } from "./language-model.ts";
import { askToRepair } from "./repair.ts";
import { singleFlight } from "./single-flight.ts";
import { withGenerate } from "./wrap-model.ts";

export interface RememberOptions extends AnswerRules {
  /** Ask each call that has unusable answers alone once more, as a new attempt. */
  readonly retryFailed?: boolean | undefined;
  /** Another model that is asked to mend, with all that records and counts its calls; absent: the same. */
  readonly rewriter?: LanguageModel | undefined;
}

/** After so many answers of which none can be used, from the first on, the next ones would be paid in vain too. */
const inVainAtMost = 20;

/** Ends the run: what is wrong is no item's. */
const allUnusable = (model: string, answers: number, reason: string): CosmoError =>
  new CosmoError(
    "MODEL_ANSWERS_UNUSABLE",
    `None of the first ${answers} answers of ${model} can be used; the last one: ${reason}`,
    {
      hint: "See what it answers with `cosmo show set-aside`, and look at the model with `cosmo doctor`; correct its settings in cosmo.yaml, then `cosmo run --retry-failed`. Nothing new is published.",
    },
  );

/**
 * Outermost: serves a valid recorded answer without asking; two equal requests in flight are one. What is served
 * is always what lies in the store, judged there. An answer that is not usable is mended once, also where a crash came
 * before that. A call with unusable answers alone is not asked again: a run that goes on after a stop ends like one that
 * never stopped. What nobody can read, however often `retry` asks, is such an answer too.
 *
 * @throws InvalidAnswerError (ANSWER_INVALID) where no recorded answer of the call is usable; CosmoError
 *   MODEL_ANSWERS_UNUSABLE where all of the first answers are so
 */
export const remember =
  ({ retryFailed = false, rewriter, ...rules }: RememberOptions): Wrapper =>
  (inner) => {
    const together = singleFlight<Generation>();
    const retried = new Set<string>();
    // Of calls that were asked here: as long as no answer can be used, they are counted.
    let inVain: number | undefined = 0;
    const count = (known: Judgement, wasAsked: boolean): void => {
      if (known.kind === "valid") inVain = undefined;
      if (known.kind !== "invalid" || !wasAsked || inVain === undefined) return;
      inVain++;
      if (inVain >= inVainAtMost) throw allUnusable(inner.id, inVain, known.reason);
    };
    return withGenerate(inner, (request, signal) => {
      const id = callIdOf(inner.id, request);
      return together(id, signal, async (flightSignal) => {
        const judged = () => judgeAnswers(rules, inner.id, request);
        const asked = async (attempt?: number): Promise<Judgement> => {
          const again = attempt === undefined ? request : { ...request, attempt };
          try {
            await inner.generate(again, flightSignal);
          } catch (error) {
            await giveUpUnreadable(rules.store, id, error, flightSignal);
          }
          // Not where it only waits for an answer: equal calls wait too, and have no last word yet.
          retried.add(id);
          return judged();
        };
        const mended = async (known: Judgement): Promise<Judgement> => {
          if (known.kind !== "invalid" || known.repair === undefined) return known;
          await askToRepair(rules.store, rewriter ?? inner, known.repair, flightSignal);
          const after = await judged();
          // A repair that is still to be made cannot be: the answer may be asked for anew instead.
          if (after.kind !== "invalid" || after.repair === undefined) retried.add(id);
          return after;
        };
        const before = await judged();
        let known = await mended(before.kind === "unasked" ? await asked() : before);
        if (retryFailed && known.kind === "invalid" && !retried.has(id)) {
          known = await mended(await asked(known.attempts + 1));
        }
        count(known, retried.has(id));
        if (known.kind === "valid") return known.generation;
        if (known.kind === "unasked") throw new Error("remember needs record inside it");
        throw new InvalidAnswerError(id, inner.id, known.reason);
      });
    });
  };
