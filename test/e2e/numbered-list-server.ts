import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

export interface Asked {
  readonly authorization: string | undefined;
  readonly model: string;
  /** The user's message, with the beginning of the answer behind it. */
  readonly prompt: string;
  readonly seed: number;
  /** The form that the answer is to have; absent: text. */
  readonly format?: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface NumberedListServer {
  /** What `language-model.base-url` is set to. */
  readonly baseUrl: string;
  /** The requests so far, in the order in which they came. */
  readonly asked: readonly Asked[];
  /** How many were answered in whole. */
  answered: number;
  /** Milliseconds before the answer to a request, which is known by its number from 1. */
  delayMs: (number: number) => number;
  /** Replies instead of the list where it gives something. */
  instead: (asked: Asked, number: number) => Reply | undefined;
  close(): void;
}

/**
 * A test double of a model server: a real HTTP server whose answer to a prompt is always the same
 * numbered list, made of stock phrases that a hash of the prompt picks. No language model is in it.
 */
export async function startNumberedListServer(): Promise<NumberedListServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
      return;
    }
    const { model, messages, seed, response_format: format } = JSON.parse(await bodyOf(request));
    const prompt = String(messages.at(-1).content);
    const one = { authorization: request.headers.authorization, model, prompt, seed, format };
    const number = asked.push(one);
    await setTimeout(double.delayMs(number), undefined, { ref: false });
    const reply = double.instead(one, number) ?? { status: 200, body: numberedList(prompt) };
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(JSON.stringify(reply.body));
    if (reply.status === 200) double.answered += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const double: NumberedListServer = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    answered: 0,
    delayMs: () => 0,
    instead: () => undefined,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return double;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8");
}

const actions = ["keep warm", "stay dry", "save time", "have fun", "sleep well", "carry things"];
const places = ["at home", "on a trip", "in the garden", "at work", "with children", "in winter"];

/** The chat completion that answers a prompt. */
export function numberedList(prompt: string): unknown {
  const digest = createHash("sha256").update(prompt).digest();
  const phrase = (place: number): string =>
    `${actions[(digest[place] ?? 0) % actions.length]} ${places[(digest[place + 9] ?? 0) % places.length]}`;
  const lines = [1, 2, 3, 4, 5].map(
    (place) => `${place === 1 ? "" : `${place}. `}${phrase(place)}`,
  );
  return {
    choices: [{ message: { role: "assistant", content: lines.join("\n") }, finish_reason: "stop" }],
    usage: { prompt_tokens: prompt.length, completion_tokens: 30 },
  };
}
