import { CosmoError } from "../domain/cosmo-error.ts";

/** The model answered and the answer is not usable. The caller sets the item aside and goes on. */
export class InvalidAnswerError extends CosmoError {
  /** Id of the recorded call. */
  readonly call: string;
  readonly reason: string;

  constructor(call: string, model: string, reason: string) {
    super("ANSWER_INVALID", `The answer of ${model} to ${call} is not usable: ${reason}`, {
      hint: `See it with: cosmo show ${call}. It is set aside and counted; \`cosmo run --retry-failed\` asks again.`,
    });
    this.call = call;
    this.reason = reason;
  }
}
