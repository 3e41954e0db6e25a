import { canonicalJson } from "../domain/canonical-json.ts";
import { callId } from "../domain/ids.ts";
import type { GenerateRequest } from "./language-model.ts";

/** What of a request is neither words nor draw. */
export type CallParameters = Pick<
  GenerateRequest,
  "maxTokens" | "temperature" | "topP" | "topK" | "stop" | "schema" | "logProbabilities"
>;

let last: { readonly parameters: CallParameters; readonly text: string } | undefined;

/** The parameters as canonical JSON. Requests of one kind follow one another, so the last text is kept. */
export function parametersTextOf(request: CallParameters): string {
  const known = last?.parameters;
  if (
    last !== undefined &&
    known?.maxTokens === request.maxTokens &&
    known.temperature === request.temperature &&
    known.topP === request.topP &&
    known.topK === request.topK &&
    known.schema === request.schema &&
    known.logProbabilities === request.logProbabilities &&
    known.stop.length === request.stop.length &&
    known.stop.every((text, place) => text === request.stop[place])
  ) {
    return last.text;
  }
  const { maxTokens, temperature, topP, topK, stop, schema, logProbabilities } = request;
  const parameters = {
    ...{ maxTokens, temperature, topP, topK, stop: [...stop] },
    // Absent where there is none: so ids of what was asked before there were such parameters stay.
    ...(schema && { schema }),
    ...(logProbabilities && { logProbabilities }),
  };
  last = { parameters, text: canonicalJson(parameters) };
  return last.text;
}

/**
 * The id of what is asked: equal for equal model, words, parameters and draw, in every workspace.
 * Halves of characters are taken as the replacement character, as files and servers take them.
 */
export function callIdOf(model: string, request: GenerateRequest): string {
  const words = [request.system, request.prompt, request.answerStem];
  return callId(
    model,
    JSON.stringify(words.map((part) => part.toWellFormed())),
    parametersTextOf(request),
    request.draw,
  );
}
