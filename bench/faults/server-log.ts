/** What the server writes down, each line before the next thing happens. */
export type ServerLine =
  /** The request came, whole. */
  | {
      readonly event: "received";
      readonly at: number;
      readonly request: number;
      readonly client: string;
      /** Of the whole body: equal for equal calls. */
      readonly call: string;
      readonly question: number;
      readonly fault: FaultKind;
    }
  /** A whole answer is about to be sent: written ahead, for the server may be killed while it sends. */
  | {
      readonly event: "serving";
      readonly request: number;
      readonly content: Content;
      /** SHA-256 of the body. */
      readonly body: string;
    }
  /** The answer was sent whole. */
  | { readonly event: "served"; readonly at: number; readonly request: number }
  /** A status that says that nothing was done. */
  | {
      readonly event: "refused";
      readonly at: number;
      readonly request: number;
      readonly status: number;
    }
  /** The server breaks off, without a whole answer. */
  | { readonly event: "broken"; readonly at: number; readonly request: number }
  /** The client went away before the end. */
  | { readonly event: "left"; readonly at: number; readonly request: number };

/** What `GET /progress` tells. */
export interface ServerProgress {
  /** Since the log began. */
  served: number;
  inFlight: number;
}

/** `garbage`: no chat completion. `filtered`: the content filter's refusal, which costs nothing. */
export type Content = "answer" | "garbage" | "filtered";

const weights = {
  answer: 78,
  // Whole answers that are not usable.
  empty: 0.3,
  misfit: 2,
  filtered: 0.2,
  cutByFilter: 0.2,
  // Whole answers of which something is odd on the way.
  dripped: 3,
  chunked: 2,
  quotaUsedUp: 0.5,
  // Whole bodies that are no chat completion.
  otherJson: 1,
  tornJson: 1,
  bytes: 0.5,
  page: 0.05,
  // Refusals.
  tooMany: 2,
  tooManyForMilliseconds: 2,
  tooManyForSeconds: 0.05,
  tooManyUntilDate: 0.05,
  serverError: 2.5,
  overloaded: 0.5,
  promptTooLong: 0.1,
  // No whole answer.
  half: 1.5,
  halfChunked: 0.5,
  hang: 0.25,
  hangInBody: 0.1,
  reset: 1.5,
  closed: 0.5,
  noise: 0.5,
};

export type FaultKind = keyof typeof weights;

export const faultKinds = Object.keys(weights) as readonly FaultKind[];
export const faultWeights: readonly number[] = Object.values(weights);

/**
 * Tokens of each answer: what the server writes on its bill for whatever it took up and did not refuse. Not far
 * below the most that a call can have, so that no sum that is presumed covers another that was forgotten.
 */
export const billedTokens = { prompt_tokens: 350, completion_tokens: 200, total_tokens: 550 };
