import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { retry } from "../retry.ts";
import { RetryLaterError } from "../retry-later-error.ts";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { openAiCompatibleModel } from "./openai-compatible-model.ts";

const never = new AbortController().signal;
const apiKey = "sk-swordfish-1234567890";

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}
type Answer = (response: ServerResponse, call: number, request: IncomingMessage) => void;

/** A real server on this machine that answers each request as told, and its log. */
async function serve(t: TestContext, answer: Answer, port = 0) {
  const log: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    answer(
      response,
      log.push({ method, url, authorization: headers.authorization, body }),
      request,
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  t.after(close);
  const { port: bound } = server.address() as AddressInfo;
  return { log, close, port: bound, baseUrl: `http://127.0.0.1:${bound}/v1` };
}

const modelAt = (baseUrl: string, timeoutMs = 5_000) =>
  openAiCompatibleModel({ baseUrl, model: "large", apiKey, apiKeyVariable: "SHOP_KEY", timeoutMs });

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
const completion = {
  choices: [{ message: { role: "assistant", content: "camping" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 31, completion_tokens: 2 },
};

/** The error that asking gives; it never holds the key, wherever one looks. */
async function failureOf(model: ReturnType<typeof modelAt>, signal = never): Promise<CosmoError> {
  const error = await model.generate(sampleRequest(), signal).then(
    () => assert.fail("it answered"),
    (thrown: unknown) => thrown,
  );
  assert(error instanceof CosmoError, String(error));
  assert.notEqual(error.hint, "");
  const causes = [error.message, error.hint, JSON.stringify(error)];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    causes.push(String(cause.stack));
  }
  assert(!causes.join("\n").includes("swordfish"), causes.join("\n"));
  return error;
}

/** A server that always says the same, and the error that comes of it. */
async function failureAfter(t: TestContext, status: number, body: unknown, headers = {}) {
  const { baseUrl } = await serve(t, (response) => json(response, status, body, headers));
  return failureOf(modelAt(baseUrl));
}

test("a request is POSTed with the key, and its answer read", async (t) => {
  const { baseUrl, log } = await serve(t, (response) => json(response, 200, completion));
  const generation = await modelAt(baseUrl).generate(sampleRequest(), never);
  assert.deepEqual(generation, {
    call: "",
    text: "camping",
    finishReason: "stop",
    inputTokens: 31,
    outputTokens: 2,
    costUsd: 0,
    raw: JSON.stringify(completion),
  });
  assert.equal(log[0]?.method, "POST");
  assert.equal(log[0]?.url, "/v1/chat/completions");
  assert.equal(log[0]?.authorization, `Bearer ${apiKey}`);
  assert.equal(JSON.parse(log[0]?.body ?? "").model, "large");
});

test("a server that repeats the key does not bring it into the record", async (t) => {
  const { baseUrl } = await serve(t, (response) =>
    json(response, 200, { ...completion, echo: `Bearer ${apiKey}` }),
  );
  const { raw } = await modelAt(baseUrl).generate(sampleRequest(), never);
  assert(raw?.includes("Bearer [key]"), raw);
});

test("a refused port fails fast and names the address; later it is a server that restarts", async (t) => {
  const first = await serve(t, (response) => json(response, 200, completion));
  const model = modelAt(first.baseUrl);
  await first.close();
  const cold = await failureOf(model);
  assert.equal(cold.code, "MODEL_UNREACHABLE");
  assert.equal(cold.retryable, false);
  assert(cold.message.includes(first.baseUrl) && cold.message.includes("refused"), cold.message);
  assert(cold.hint.includes("language-model.base-url"));

  const second = await serve(t, (response) => json(response, 200, completion), first.port);
  await model.generate(sampleRequest(), never);
  await second.close();
  const warm = await failureOf(model);
  assert.equal(warm.retryable, true);
});

test("a refused key names its variable and not what the server says of it", async (t) => {
  for (const status of [401, 403]) {
    const body = { error: { message: `Incorrect API key provided: ${apiKey.slice(0, 14)}` } };
    const error = await failureAfter(t, status, body);
    assert.equal(error.code, "MODEL_KEY_REFUSED");
    assert.equal(error.retryable, false);
    assert(error.message.includes("SHOP_KEY"));
  }
});

test("an unknown model: the hint lists those that the server has", async (t) => {
  const { baseUrl } = await serve(t, (response, _call, { url }) =>
    url === "/v1/models"
      ? json(response, 200, { data: [{ id: "small" }, { id: "medium" }] })
      : json(response, 404, { error: { message: "no large here", code: "model_not_found" } }),
  );
  const error = await failureOf(modelAt(baseUrl));
  assert.equal(error.code, "MODEL_NOT_FOUND");
  assert(error.message.includes("large") && error.hint.includes("small, medium"), error.hint);
});

test("an address without models: the hint doubts the address", async (t) => {
  const error = await failureAfter(t, 404, "not here");
  assert.equal(error.code, "MODEL_NOT_FOUND");
  assert(error.hint.includes("base-url"));
});

test("a prompt that is too long is told from other bad requests", async (t) => {
  const complaints: readonly [number, string, string?][] = [
    [400, "This model's maximum context length is 4096 tokens.", "context_length_exceeded"],
    [400, "the request exceeds the available context size", "exceed_context_size_error"],
    [422, "prompt is too long: 9000 tokens"],
    [413, "Payload Too Large"],
  ];
  for (const [status, message, code] of complaints) {
    const error = await failureAfter(t, status, { error: { message, code } });
    assert.equal(error.code, "PROMPT_TOO_LONG", message);
  }
  const other = await failureAfter(t, 400, { error: { message: "top_k is unknown" } });
  assert.equal(other.code, "MODEL_REQUEST_REFUSED");
  const unsupported = await failureAfter(t, 400, {
    error: { message: "Unsupported value", param: "temperature", code: "unsupported_value" },
  });
  assert.match(unsupported.hint, /Add temperature to language-model\.omit/);
  const named = await failureAfter(t, 400, {
    error: { message: "Unsupported parameter", param: "max_tokens", code: "unsupported_parameter" },
  });
  assert.match(named.hint, /max-tokens-name: max_completion_tokens/);
  assert(other.message.includes("top_k is unknown"));
  const moved = await failureAfter(t, 301, "", { location: "https://elsewhere.example/v1" });
  assert.equal(moved.code, "MODEL_REQUEST_REFUSED");
  assert(moved.message.includes("elsewhere.example"));
});

test("a request that the content filter refuses is an answer without a text, for this item alone", async (t) => {
  for (const code of ["content_filter", "content_policy_violation"]) {
    const body = { error: { message: "The prompt was filtered", code, type: null } };
    const { baseUrl } = await serve(t, (response) => json(response, 400, body));
    const { text, finishReason, raw } = await modelAt(baseUrl).generate(sampleRequest(), never);
    assert.deepEqual([text, finishReason, raw], ["", "filtered", JSON.stringify(body)]);
  }
});

test("what is left of the quota comes with the answer", async (t) => {
  const { baseUrl } = await serve(t, (response) =>
    json(response, 200, completion, {
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "7",
      "x-ratelimit-reset-requests": "1s",
    }),
  );
  const { quota } = await modelAt(baseUrl).generate(sampleRequest(), never);
  assert.deepEqual(quota?.requests, { remaining: 7, limit: 60, resetMs: 1_000 });
});

test("connections are kept and used again, and closed with the model", async (t) => {
  const sockets = new Set<unknown>();
  const { baseUrl } = await serve(t, (response, _call, request) => {
    sockets.add(request.socket);
    json(response, 200, completion);
  });
  const model = modelAt(baseUrl);
  for (let call = 0; call < 3; call++) await model.generate(sampleRequest(), never);
  assert.equal(sockets.size, 1);
  const [socket] = [...sockets] as Socket[];
  assert(socket);
  const closed = once(socket, "close");
  await model.close();
  await closed;
});

test("429: come back after the time that it says, unless the account is empty", async (t) => {
  const limited = await failureAfter(t, 429, {}, { "retry-after": "3" });
  assert(limited instanceof RetryLaterError);
  assert.deepEqual([limited.code, limited.retryAfterMs], ["MODEL_RATE_LIMITED", 3_000]);
  for (const [status, kind] of [
    [429, { code: "insufficient_quota" }],
    [429, { type: "insufficient_quota" }],
    [402, {}],
  ] as const) {
    const empty = await failureAfter(t, status, { error: { message: "pay", ...kind } });
    assert.equal(empty.code, "MODEL_QUOTA_EXHAUSTED");
    assert.equal(empty.retryable, false);
  }
});

test("with retry around it: turned away twice, broken off once, then answered", async (t) => {
  const { baseUrl, log } = await serve(t, (response, call) => {
    if (call === 1) json(response, 429, {}, { "retry-after-ms": "30" });
    else if (call === 2) json(response, 503, "starting", { "retry-after": "1" });
    else if (call === 3) response.destroy();
    else json(response, 200, completion);
  });
  const waits: number[] = [];
  const wrapper = retry({
    maxAttempts: 4,
    baseDelayMs: 10,
    maxDelayMs: 2_000,
    random: () => 0.5,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  });
  const generation = await wrapper(modelAt(baseUrl)).generate(sampleRequest(), never);
  assert.equal(generation.text, "camping");
  assert.equal(log.length, 4);
  assert.deepEqual(waits, [35, 1_005, 20]);
});

test("statuses worth another try", async (t) => {
  for (const status of [408, 409, 500, 502, 503, 529]) {
    const error = await failureAfter(t, status, { error: "internal" });
    assert.deepEqual([error.code, error.retryable], ["MODEL_SERVER_FAILED", true], `${status}`);
  }
});

test("a server that hangs, before or within its answer, is given up after the timeout", async (t) => {
  const { baseUrl } = await serve(t, (response, call) => {
    if (call === 2) response.writeHead(200).write('{"choices"');
  });
  const model = modelAt(baseUrl, 60);
  for (const _when of ["before", "within"]) {
    const error = await failureOf(model);
    assert.deepEqual([error.code, error.retryable], ["MODEL_TIMEOUT", true]);
    assert(error.message.includes("0.06 seconds"), error.message);
  }
});

test("an abort rejects with its reason at once and ends the request", async (t) => {
  const controller = new AbortController();
  let ended = () => {};
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const { baseUrl } = await serve(t, (response) => {
    response.once("close", ended);
    controller.abort(new Error("enough"));
  });
  await assert.rejects(modelAt(baseUrl).generate(sampleRequest(), controller.signal), /enough/);
  await gone;
  const { baseUrl: idle, log } = await serve(t, () => {});
  await assert.rejects(modelAt(idle).generate(sampleRequest(), controller.signal), /enough/);
  assert.equal(log.length, 0);
});

test("a cut body is a lost connection, a torn one unreadable; both are tried again", async (t) => {
  const { baseUrl } = await serve(t, (response, call) => {
    const half = JSON.stringify(completion).slice(0, 40);
    if (call === 1) {
      response.writeHead(200, { "content-length": "500" }).write(half, () => response.destroy());
    } else if (call === 2) {
      response.writeHead(200).write(half, () => response.destroy());
    } else response.end(half);
  });
  const model = modelAt(baseUrl);
  const codes = [await failureOf(model), await failureOf(model), await failureOf(model)].map(
    ({ code, retryable }) => `${code} ${retryable}`,
  );
  assert.deepEqual(codes, [
    "MODEL_CONNECTION_LOST true",
    "MODEL_CONNECTION_LOST true",
    "MODEL_ANSWER_UNREADABLE true",
  ]);
});

test("a server that takes no schema: what to set instead; the same words without a schema mean nothing else", async (t) => {
  const complaint = {
    error: { message: "'response_format' of type 'json_schema' is not supported" },
  };
  const { baseUrl } = await serve(t, (response) => json(response, 400, complaint));
  const schema = { type: "object" };
  const refused = modelAt(baseUrl).generate(sampleRequest({ schema }), never);
  await assert.rejects(refused, (error) => {
    assert(error instanceof CosmoError);
    assert.deepEqual([error.code, error.exitCode], ["MODEL_SCHEMA_REFUSED", 2]);
    assert.match(error.hint, /language-model\.answers\.form: list/);
    return true;
  });
  assert.equal((await failureOf(modelAt(baseUrl))).code, "MODEL_REQUEST_REFUSED");
});
