import { z } from "zod";
import { cutAtStop } from "../cut-at-stop.ts";
import type { GenerateRequest, Generation } from "../language-model.ts";
import { costOf, type TokenCounts } from "../prices/price.ts";
import { tokensAtMost } from "../prices/tokens-at-most.ts";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { parsedJson } from "./parsed-json.ts";
import { stopsOf } from "./request-body.ts";
import { saidBy } from "./said-by.ts";
import type { ModelServer } from "./server.ts";

const completion = z.object({
  choices: z.tuple(
    [
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    ],
    z.unknown(),
  ),
  // A paid answer is not thrown away for a strange count.
  usage: z
    .object({
      prompt_tokens: z.int().nonnegative(),
      completion_tokens: z.int().nonnegative(),
      total_tokens: z.int().nonnegative().nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/**
 * Reads the body of a chat completion, and ends its text before those stop strings that the server
 * was not told of. The body stays whole. What a server does not count costs the most that it can.
 * @throws UnreadableAnswerError (MODEL_ANSWER_UNREADABLE) with the body
 */
export function readAnswer(
  server: ModelServer,
  request: GenerateRequest,
  body: string,
): Generation {
  const { data } = completion.safeParse(parsedJson(body));
  if (data === undefined) throw unreadable(server, body);
  const [{ message, finish_reason: reason }] = data.choices;
  const text = message.content ?? "";
  const cut = cutAtStop(text, request.stop.slice(stopsOf(server, request).length));
  const ended =
    reason === "stop" || reason === "length"
      ? reason
      : reason === "content_filter"
        ? "filtered"
        : "other";
  const counted = countedTokens(data.usage);
  return {
    call: "",
    text: cut ?? text,
    finishReason: cut === undefined || ended === "filtered" ? ended : "stop",
    inputTokens: counted?.inputTokens ?? 0,
    outputTokens: counted?.outputTokens ?? 0,
    costUsd: costOf(server.price, counted ?? tokensAtMost(request, server.extraBytes)),
    raw: body,
  };
}

/** Of the output, with what was thought and not said: some servers have it in the total alone. */
function countedTokens(usage: z.infer<typeof completion>["usage"]): TokenCounts | undefined {
  const { prompt_tokens: inputTokens = 0, completion_tokens = 0, total_tokens } = usage ?? {};
  // There is no prompt of nothing: such a server does not count.
  if (inputTokens === 0) return undefined;
  const outputTokens = Math.max(completion_tokens, (total_tokens ?? 0) - inputTokens);
  return { inputTokens, outputTokens };
}

/**
 * What comes of a request that the content filter refused: an answer without a text, to be recorded. Some providers bill
 * the filtered prompt and do not say how long it was.
 */
export const filteredRequest = (
  server: ModelServer,
  request: GenerateRequest,
  body: string,
): Generation => ({
  call: "",
  text: "",
  finishReason: "filtered",
  inputTokens: 0,
  outputTokens: 0,
  costUsd: costOf(server.price, tokensAtMost(request, server.extraBytes)),
  raw: body,
});

function unreadable(server: ModelServer, body: string): UnreadableAnswerError {
  // A web page means another kind of server, which stays one; a torn body is an accident.
  const isPage = /^\s*</.test(body);
  return new UnreadableAnswerError(
    `${server.baseUrl} gave something that is no chat completion: ${saidBy(body)}`,
    body,
    {
      hint: isPage
        ? `It is a web page: correct ${server.section}.base-url in cosmo.yaml; it often ends with /v1.`
        : "Run again; if it goes on, check that the server speaks OpenAI's chat completions.",
      retryable: !isPage,
    },
  );
}
