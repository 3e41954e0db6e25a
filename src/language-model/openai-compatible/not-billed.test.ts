import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { isNotBilled } from "../not-billed.ts";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { openAiCompatibleModel } from "./openai-compatible-model.ts";

const never = new AbortController().signal;

/** What a call to a server that does this fails with. */
async function failureOf(listener: RequestListener, timeoutMs = 5000): Promise<unknown> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const model = openAiCompatibleModel({ baseUrl, model: "m", timeoutMs });
    return await model.generate(sampleRequest(), never).then(
      () => assert.fail("it answered"),
      (error: unknown) => error,
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("what a server refuses is not billed, what it was late or failed with may be", async () => {
  const failureWith = (status: number): Promise<unknown> =>
    failureOf((_, response) => void response.writeHead(status).end("{}"));
  for (const status of [302, 400, 401, 402, 403, 404, 409, 413, 422, 429, 503, 529]) {
    assert(isNotBilled(await failureWith(status)), String(status));
  }
  // Somebody behind it may have answered.
  for (const status of [408, 500, 502, 504, 524]) {
    assert(!isNotBilled(await failureWith(status)), String(status));
  }
});

test("a server that is not there has billed nothing", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const model = openAiCompatibleModel({ baseUrl, model: "m", timeoutMs: 5000 });
  await assert.rejects(model.generate(sampleRequest(), never), isNotBilled);
});

test("what may have been answered on the way may have been billed", async () => {
  const lost: readonly RequestListener[] = [
    (request) => void request.socket.destroy(),
    (_, response) => void response.writeHead(200).end("what?"),
    (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      setImmediate(() => response.destroy());
    },
    // No HTTP at all.
    (request) => void request.socket.end("nonsense\r\n\r\n"),
  ];
  for (const listener of lost) {
    const error = await failureOf(listener);
    assert(error instanceof Error && !isNotBilled(error), String(error));
  }
  const late = await failureOf(() => {}, 20);
  assert(!isNotBilled(late), String(late));
});
