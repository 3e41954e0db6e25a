import type { AskedWords, GenerateRequest, JsonSchema } from "../language-model.ts";
import type { ModelServer } from "./server.ts";

/** Servers refuse a request with more: https://platform.openai.com/docs/api-reference/chat/create */
const mostStops = 4;

type ServerShape = Pick<ModelServer, "model" | "maxTokensName" | "omit" | "extraBody">;

/** The stop strings that the server is told of. */
export const stopsOf = (
  { omit }: Pick<ModelServer, "omit">,
  { stop }: Pick<GenerateRequest, "stop">,
): readonly string[] => (omit.includes("stop") ? [] : stop.slice(0, mostStops));

export interface ChatMessage {
  readonly role: "system" | "user";
  readonly content: string;
}

/** A system text that is empty is no message; the stem stands behind the prompt, for the model to go on from. */
export const chatMessages = ({
  system,
  prompt,
  answerStem,
}: AskedWords): readonly ChatMessage[] => [
  ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
  { role: "user", content: answerStem === "" ? prompt : `${prompt}\n${answerStem}` },
];

/** What is POSTed to `/chat/completions`. */
export function requestBody(server: ServerShape, request: GenerateRequest): string {
  const { topK, schema, logProbabilities } = request;
  const stop = stopsOf(server, request);
  const sampling = {
    temperature: request.temperature,
    top_p: request.topP,
    ...(topK > 0 && { top_k: topK }),
    ...(stop.length > 0 && { stop }),
    seed: seedOf(request),
  };
  return JSON.stringify({
    model: server.model,
    messages: chatMessages(request),
    [server.maxTokensName]: request.maxTokens,
    ...without(sampling, server.omit),
    ...(logProbabilities && { logprobs: true }),
    ...(schema && { response_format: responseFormat(schema) }),
    ...server.extraBody,
  });
}

const without = (members: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

/** https://platform.openai.com/docs/guides/structured-outputs */
const responseFormat = (schema: JsonSchema): unknown => ({
  type: "json_schema",
  json_schema: { name: "answer", strict: true, schema },
});

/** Apart from the seeds of all draws that anybody asks for. */
const seedOf = ({ draw, attempt = 1 }: GenerateRequest): number => draw + (attempt - 1) * 1_000_000;
