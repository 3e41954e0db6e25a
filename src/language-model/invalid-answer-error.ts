import { CosmoError } from "../domain/cosmo-error.ts";

const introduction = " is not usable: ";

/** The reason in what such an error tells, or in words around it; undefined: another error told it. */
export const reasonIn = (told: string): string | undefined => {
  const at = told.indexOf(introduction);
  return at < 0 ? undefined : told.slice(at + introduction.length);
};

/** The model answered and the answer is not usable. The caller sets the item aside and goes on. */
export class InvalidAnswerError extends CosmoError {
  /** Id of the recorded call. */
  readonly call: string;
  readonly reason: string;

  constructor(call: string, model: string, reason: string) {
    super("ANSWER_INVALID", `The answer of ${model} to ${call}${introduction}${reason}`, {
      hint: `See it with: cosmo show ${call}. It is set aside and counted; \`cosmo run --retry-failed\` asks again.`,
    });
    this.call = call;
    this.reason = reason;
  }
}
