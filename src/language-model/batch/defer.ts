import { CosmoError } from "../../domain/cosmo-error.ts";
import { callIdOf } from "../call-identity.ts";
import type { Wrapper } from "../language-model.ts";
import { nanoDollars } from "../nano-dollars.ts";
import { costOf, type Price } from "../prices/price.ts";
import { tokensAtMost } from "../prices/tokens-at-most.ts";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { withGenerate } from "../wrap-model.ts";
import { AnswerWaits } from "./answer-waits.ts";
import type { BatchStore } from "./batch-store.ts";

export interface DeferOptions {
  readonly store: BatchStore;
  readonly price: Price;
  /** UTF-8 bytes that are sent with each request besides. Default: none. */
  readonly extraBytes?: number;
  /** In so many jobs a call is tried; then its last error comes through, once. */
  readonly maxAttempts: number;
}

/** The error that concerns one request alone, whichever job asks it: it is not asked again. */
const staysFailed = "PROMPT_TOO_LONG";

/**
 * Innermost in place of all that asks a server: keeps the request for the next batch job, where no open one asks it.
 * @throws AnswerWaits always, but for a call that failed for good or too often: its CosmoError
 */
export const defer =
  ({ store, price, extraBytes, maxAttempts }: DeferOptions): Wrapper =>
  (inner) =>
    withGenerate(inner, async (request) => {
      const call = callIdOf(inner.id, request);
      const failure = store.failureOf(call);
      if (failure !== undefined && (failure.code === staysFailed || failure.tries >= maxAttempts)) {
        if (failure.code !== staysFailed) store.forgetFailures(call);
        const { code, message, hint } = failure;
        // For good: what came lies in the store, and who asks takes it for the answer.
        if (code === "MODEL_ANSWER_UNREADABLE") {
          throw new UnreadableAnswerError(message, "", { hint, retryable: true });
        }
        throw new CosmoError(code, message, { hint });
      }
      const cost = nanoDollars(costOf(price, tokensAtMost(request, extraBytes)));
      store.gather({ call, model: inner.id, request, cost });
      throw new AnswerWaits();
    });

/**
 * Asks nothing that an open job asks, whatever is known of it by now.
 * @throws AnswerWaits
 */
export const awaitJobs =
  (store: Pick<BatchStore, "isInJob">): Wrapper =>
  (inner) =>
    withGenerate(inner, async (request, signal) => {
      if (store.isInJob(callIdOf(inner.id, request))) throw new AnswerWaits();
      return inner.generate(request, signal);
    });
