import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionFailure } from "./connection-failure.ts";
import { modelServer } from "./server.ts";

const failing = (code: string | undefined, wasReached: boolean) => {
  const server = modelServer({ baseUrl: "http://models.example/v1", model: "m", timeoutMs: 1_000 });
  server.wasReached = wasReached;
  const root = Object.assign(new Error(`failed with ${code}`), code === undefined ? {} : { code });
  return connectionFailure(server, new TypeError("fetch failed", { cause: root }));
};

test("what keeps a server from being reached is retried only after it was reached once", () => {
  for (const code of [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "CERT_HAS_EXPIRED",
    "ETIMEDOUT",
    "ECONNTIMEOUT",
    undefined,
  ]) {
    const cold = failing(code, false);
    assert.deepEqual([cold.code, cold.retryable], ["MODEL_UNREACHABLE", false]);
    assert.equal(failing(code, true).retryable, true);
    assert(cold.message.includes("http://models.example/v1: "));
  }
  assert.match(failing("ENOTFOUND", false).message, /no such host/);
  assert.match(failing("CERT_HAS_EXPIRED", false).message, /failed with CERT_HAS_EXPIRED/);
});

test("broken connections are always retried", () => {
  for (const wasReached of [false, true]) {
    const lost = failing("ECONNRESET", wasReached);
    assert.deepEqual([lost.code, lost.retryable], ["MODEL_CONNECTION_LOST", true]);
  }
});
