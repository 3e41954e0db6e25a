import type { GenerateRequest, JsonSchema } from "../language-model.ts";

/** Servers refuse a request with more: https://platform.openai.com/docs/api-reference/chat/create */
export const stopsSent = 4;

/** What is POSTed to `/chat/completions`. */
export function requestBody(model: string, request: GenerateRequest): string {
  const { system, prompt, answerStem, topK, stop, schema, logProbabilities } = request;
  return JSON.stringify({
    model,
    messages: [
      ...(system === "" ? [] : [{ role: "system", content: system }]),
      { role: "user", content: answerStem === "" ? prompt : `${prompt}\n${answerStem}` },
    ],
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    ...(topK > 0 && { top_k: topK }),
    ...(stop.length > 0 && { stop: stop.slice(0, stopsSent) }),
    ...(logProbabilities && { logprobs: true }),
    ...(schema && { response_format: responseFormat(schema) }),
    seed: seedOf(request),
  });
}

/** https://platform.openai.com/docs/guides/structured-outputs */
const responseFormat = (schema: JsonSchema): unknown => ({
  type: "json_schema",
  json_schema: { name: "answer", strict: true, schema },
});

/** Apart from the seeds of all draws that anybody asks for. */
const seedOf = ({ draw, attempt = 1 }: GenerateRequest): number => draw + (attempt - 1) * 1_000_000;
