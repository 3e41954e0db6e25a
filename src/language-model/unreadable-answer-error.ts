import { CosmoError, type CosmoErrorDetails } from "../domain/cosmo-error.ts";

/** The model answered, and nobody can read it. Carries the answer, so that it is recorded. */
export class UnreadableAnswerError extends CosmoError {
  readonly raw: string;

  constructor(message: string, raw: string, details: CosmoErrorDetails) {
    super("MODEL_ANSWER_UNREADABLE", message, details);
    this.raw = raw;
  }
}
