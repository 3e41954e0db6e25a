import { z } from "zod";
import { cutAtStop } from "../cut-at-stop.ts";
import type { GenerateRequest, Generation } from "../language-model.ts";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { stopsSent } from "./request-body.ts";
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
    })
    .nullish()
    .catch(undefined),
});

/**
 * Reads the body of a chat completion, and ends its text before those stop strings that the server
 * was not told of. The body stays whole.
 * @throws UnreadableAnswerError (MODEL_ANSWER_UNREADABLE) with the body
 */
export function readAnswer(
  server: ModelServer,
  { stop }: Pick<GenerateRequest, "stop">,
  body: string,
): Generation {
  const { data } = completion.safeParse(parsed(body));
  if (data === undefined) throw unreadable(server, body);
  const [{ message, finish_reason: reason }] = data.choices;
  const text = message.content ?? "";
  const cut = cutAtStop(text, stop.slice(stopsSent));
  const ended = reason === "stop" || reason === "length" ? reason : "other";
  return {
    call: "",
    text: cut ?? text,
    finishReason: cut === undefined ? ended : "stop",
    inputTokens: data.usage?.prompt_tokens ?? 0,
    outputTokens: data.usage?.completion_tokens ?? 0,
    costUsd: 0,
    raw: body,
  };
}

function unreadable(server: ModelServer, body: string): UnreadableAnswerError {
  // A web page means another kind of server, which stays one; a torn body is an accident.
  const isPage = /^\s*</.test(body);
  return new UnreadableAnswerError(
    `${server.baseUrl} gave something that is no chat completion: ${saidBy(body)}`,
    body,
    {
      hint: isPage
        ? "It is a web page: correct language-model.base-url in cosmo.yaml; it often ends with /v1."
        : "Run again; if it goes on, check that the server speaks OpenAI's chat completions.",
      retryable: !isPage,
    },
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
