// A model server that does to each call what the seed says: it answers, refuses, breaks off, hangs. What it did
// stands in its log, which goes on where the server is killed and started again. Argument: a FaultServerPlan.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { type Random, seededRandom } from "../../src/statistics/random.ts";
import { type FaultServerPlan, questionIn } from "./fault-plan.ts";
import { openLines, readLines } from "./lines.ts";
import {
  billedTokens,
  type Content,
  type FaultKind,
  faultKinds,
  faultWeights,
  type ServerLine,
  type ServerProgress,
} from "./server-log.ts";

const plan = JSON.parse(process.argv[2] ?? "") as FaultServerPlan;

let requests = 0;
const progress: ServerProgress = { served: 0, inFlight: 0 };
const asked = new Map<string, number>();
for (const line of readLines<ServerLine>(plan.logFile)) {
  requests = Math.max(requests, line.request);
  if (line.event === "served") progress.served++;
  if (line.event === "received") asked.set(line.call, (asked.get(line.call) ?? 0) + 1);
}
const log = openLines<ServerLine>(plan.logFile);

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: unknown;
}

interface Exchange {
  readonly request: number;
  readonly response: ServerResponse;
  readonly random: Random;
  readonly wantsJson: boolean;
  hasEnded: boolean;
}

const completion = (id: string, content: string, finishReason = "stop"): string =>
  JSON.stringify({
    id,
    object: "chat.completion",
    created: 1_790_000_000,
    model: "faults",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finishReason }],
    usage: billedTokens,
  });

const usualAnswer = ({ request, wantsJson }: Exchange): string => {
  const reasons = [`sleeping in the wild ${request}`, "hiking with children – été"];
  return completion(
    idOf(request),
    wantsJson
      ? JSON.stringify({ answers: reasons })
      : reasons.map((reason, at) => `${at + 1}. ${reason}`).join("\n"),
  );
};

const idOf = (request: number): string => `chatcmpl-${request}-`;

const json = { "content-type": "application/json" };

/** Sends a whole body; in pieces, where it is to drip. */
async function serve(
  exchange: Exchange,
  content: Content,
  body: string | Buffer,
  { status = 200, headers = {}, isChunked = false, isDripped = false } = {},
): Promise<void> {
  const { request, response } = exchange;
  const bytes = Buffer.from(body);
  const hash = createHash("sha256").update(new TextDecoder().decode(bytes)).digest("hex");
  log.append({ event: "serving", request, content, body: hash });
  response.once("finish", () => {
    exchange.hasEnded = true;
    progress.served++;
    log.append({ event: "served", at: Date.now(), request });
  });
  response.writeHead(status, {
    ...json,
    ...headers,
    ...(!isChunked && { "content-length": bytes.length }),
  });
  if (isChunked || isDripped) {
    const middle = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, middle));
    if (isDripped) await setTimeout(1 + exchange.random.integer(20));
    response.end(bytes.subarray(middle));
  } else {
    response.end(bytes);
  }
}

function refuse(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  error: Readonly<Record<string, string>> = { message: `the seed says ${status}` },
): void {
  const { request, response } = exchange;
  exchange.hasEnded = true;
  log.append({ event: "refused", at: Date.now(), request, status });
  response.writeHead(status, { ...json, ...headers }).end(JSON.stringify({ error }));
}

function breakOff(exchange: Exchange, how: (response: ServerResponse) => void): void {
  exchange.hasEnded = true;
  log.append({ event: "broken", at: Date.now(), request: exchange.request });
  how(exchange.response);
}

const filterError = { code: "content_filter", message: "the content filter refused it" };
const tooLongError = { code: "context_length_exceeded", message: "the prompt is too long" };

const does: Readonly<Record<FaultKind, (exchange: Exchange) => unknown>> = {
  answer: (one) => serve(one, "answer", usualAnswer(one)),
  empty: (one) => serve(one, "answer", completion(idOf(one.request), "")),
  misfit: (one) => serve(one, "answer", completion(idOf(one.request), '{"answers": "none"}')),
  filtered: (one) =>
    serve(one, "filtered", JSON.stringify({ id: idOf(one.request), error: filterError }), {
      status: 400,
    }),
  cutByFilter: (one) =>
    serve(one, "answer", completion(idOf(one.request), "1. sle", "content_filter")),
  dripped: (one) => serve(one, "answer", usualAnswer(one), { isDripped: true }),
  chunked: (one) => serve(one, "answer", usualAnswer(one), { isChunked: true }),
  quotaUsedUp: (one) =>
    serve(one, "answer", usualAnswer(one), {
      headers: {
        "x-ratelimit-limit-requests": "1000",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "2s",
      },
    }),
  otherJson: (one) => serve(one, "garbage", JSON.stringify({ id: idOf(one.request), choices: [] })),
  tornJson: (one) => serve(one, "garbage", usualAnswer(one).slice(0, -30)),
  bytes: (one) =>
    serve(
      one,
      "garbage",
      Buffer.concat([
        Buffer.from(idOf(one.request)),
        Buffer.from(Array.from({ length: 40 }, () => one.random.integer(256))),
      ]),
    ),
  page: (one) => serve(one, "garbage", `<html><p>Welcome ${idOf(one.request)}</p></html>`),
  tooMany: (one) => refuse(one, 429),
  tooManyForMilliseconds: (one) =>
    refuse(one, 429, { "retry-after-ms": String(10 + one.random.integer(50)) }),
  tooManyForSeconds: (one) => refuse(one, 429, { "retry-after": "1" }),
  tooManyUntilDate: (one) =>
    refuse(one, 429, { "retry-after": new Date(Date.now() + 1_000).toUTCString() }),
  serverError: (one) => refuse(one, 500),
  overloaded: (one) => refuse(one, 503, { "retry-after-ms": "20" }),
  promptTooLong: (one) => refuse(one, 400, {}, tooLongError),
  half: (one) =>
    breakOff(one, (response) => {
      const body = usualAnswer(one);
      response.writeHead(200, { ...json, "content-length": Buffer.byteLength(body) });
      response.write(body.slice(0, one.random.integer(body.length)), () =>
        response.socket?.destroy(),
      );
    }),
  halfChunked: (one) =>
    breakOff(one, (response) => {
      response.writeHead(200, json);
      // Whole but for the end of the chunks.
      response.write(usualAnswer(one), () => response.socket?.resetAndDestroy());
    }),
  hang: () => {},
  hangInBody: ({ response }) => {
    response.writeHead(200, { ...json, "content-length": 1_000 }).write('{"id":');
  },
  reset: (one) => breakOff(one, ({ socket }) => socket?.resetAndDestroy()),
  closed: (one) => breakOff(one, ({ socket }) => socket?.destroy()),
  noise: (one) => breakOff(one, ({ socket }) => socket?.end("\u0000 this is not HTTP\r\n\r\n")),
};

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const words = await text(incoming);
  const body = JSON.parse(words) as Body;
  const question = questionIn(body.messages.at(-1)?.content ?? "");
  if (question === undefined) throw new Error(`no prompt of a client: ${words}`);
  const call = createHash("sha256").update(words).digest("base64url");
  const time = (asked.get(call) ?? 0) + 1;
  asked.set(call, time);
  const request = ++requests;
  const random = seededRandom(plan.seed, Buffer.from(call).readUInt32LE(), question, time);
  const fault = random.weighted(faultKinds, faultWeights);
  const client = (incoming.headers.authorization ?? "").replace("Bearer ", "");
  log.append({ event: "received", at: Date.now(), request, client, call, question, fault });
  const wantsJson = body.response_format !== undefined;
  const exchange: Exchange = { request, response, random, wantsJson, hasEnded: false };
  progress.inFlight++;
  response.once("close", () => {
    progress.inFlight--;
    if (!exchange.hasEnded) log.append({ event: "left", at: Date.now(), request });
  });
  await setTimeout(1 + random.integer(15));
  if (!response.destroyed) await does[fault](exchange);
}

const server = createServer((incoming, response) => {
  if (incoming.url === "/progress") {
    response.end(JSON.stringify(progress));
    return;
  }
  // A request that breaks off before it is whole was never received.
  answer(incoming, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNRESET") return;
    console.error(error);
    process.exit(1);
  });
});
server.listen(plan.port, "127.0.0.1", 1_024, () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
process.once("SIGTERM", () => process.exit());
