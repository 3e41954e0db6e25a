import { CosmoError } from "../../domain/cosmo-error.ts";
import { counted } from "../../text/counted.ts";
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
  /** In so many jobs a call is tried; then its last error comes through, once for all calls that came to that. */
  readonly maxAttempts: number;
}

/** The error that concerns one request alone, whichever job asks it: it is not asked again. */
const staysFailed = "PROMPT_TOO_LONG";

/** What came is recorded, and who asks takes it for the answer, for good. */
const unreadable = "MODEL_ANSWER_UNREADABLE";

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
        const { code, message, hint } = failure;
        if (code === staysFailed) throw new CosmoError(code, message, { hint });
        if (code === unreadable) {
          store.forgetFailure(call);
          throw new UnreadableAnswerError(message, "", { hint, retryable: true });
        }
        // It ends the run: others that came to the same must not end one each.
        const calls = store.forgetExhausted(maxAttempts, [staysFailed, unreadable]);
        throw new CosmoError(code, `${message}. ${toldTries(calls, maxAttempts)}`, { hint });
      }
      const cost = nanoDollars(costOf(price, tokensAtMost(request, extraBytes)));
      store.gather({ call, model: inner.id, request, cost });
      throw new AnswerWaits();
    });

const toldTries = (calls: number, jobs: number): string =>
  `${counted(calls, "calls")} failed in ${counted(jobs, "jobs")}; the next run asks again`;

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
