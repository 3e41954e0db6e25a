import { callIdOf } from "../language-model/call-identity.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { isSettled, type RecordedCall } from "../language-model/recorded-call.ts";
import type { RunOptions } from "./run-options.ts";
import type { Workspace } from "./workspace.ts";

/** Finds the attempts of a call of a model that a run takes for its answer; none where it is still to be asked. */
export const answersAtHand =
  (
    { ports }: Pick<Workspace, "ports">,
    model: string,
    { retryFailed }: Pick<RunOptions, "retryFailed">,
  ): ((request: GenerateRequest) => readonly RecordedCall[]) =>
  (request) => {
    const answers = ports.calls.get(callIdOf(model, request)).filter(isSettled);
    const isAskedAgain = retryFailed === true && answers.every(({ state }) => state === "invalid");
    return isAskedAgain ? [] : answers;
  };

/** Says of a call of a model whether an open batch job asks it. */
export const isAskedInJob =
  ({ ports }: Pick<Workspace, "ports">, model: string): ((request: GenerateRequest) => boolean) =>
  (request) =>
    ports.batches.store.isInJob(callIdOf(model, request));
