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
  const before = last?.parameters;
  if (
    last !== undefined &&
    before?.maxTokens === request.maxTokens &&
    before.temperature === request.temperature &&
    before.topP === request.topP &&
    before.topK === request.topK &&
    before.schema === request.schema &&
    before.logProbabilities === request.logProbabilities &&
    before.stop.length === request.stop.length &&
    before.stop.every((text, place) => text === request.stop[place])
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

const known = new WeakMap<GenerateRequest, { readonly model: string; readonly id: string }>();

/**
 * The id of what is asked: equal for equal model, words, parameters and draw, in every workspace.
 * Halves of characters are taken as the replacement character, as files and servers take them.
 */
export function callIdOf(model: string, request: GenerateRequest): string {
  // Each layer around a model asks for the id of the same request.
  const same = known.get(request);
  if (same?.model === model) return same.id;
  const id = idOf(model, request);
  known.set(request, { model, id });
  return id;
}

function idOf(model: string, request: GenerateRequest): string {
  const words = [request.system, request.prompt, request.answerStem];
  return callId(
    model,
    JSON.stringify(words.map((part) => part.toWellFormed())),
    parametersTextOf(request),
    request.draw,
  );
}
