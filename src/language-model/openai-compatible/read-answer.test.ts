import assert from "node:assert/strict";
import { test } from "node:test";
import { costOf } from "../prices/price.ts";
import { tokensAtMost } from "../prices/tokens-at-most.ts";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { readAnswer } from "./read-answer.ts";
import { modelServer } from "./server.ts";

const server = modelServer({ baseUrl: "http://127.0.0.1:1/v1", model: "m", timeoutMs: 1 });
const price = { input: 0.15, output: 0.6 };
const priced = modelServer({ baseUrl: "https://a.example/v1", model: "m", timeoutMs: 1, price });
const read = (body: unknown, stop: readonly string[] = ["\n"], of = server) =>
  readAnswer(of, sampleRequest({ stop }), typeof body === "string" ? body : JSON.stringify(body));
const choice = (content: string | null, reason?: string | null) => ({
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: reason }],
});

test("text, reason of the end and tokens are read; the body stays with them", () => {
  const body = {
    ...choice("camping", "length"),
    usage: { prompt_tokens: 9, completion_tokens: 2 },
  };
  assert.deepEqual(read(body), {
    call: "",
    text: "camping",
    finishReason: "length",
    inputTokens: 9,
    outputTokens: 2,
    costUsd: 0,
    raw: JSON.stringify(body),
  });
});

test("an answer ends before a stop string that the server was not told of", () => {
  const stops = ["1", "2", "3", "4", "\n"];
  assert.equal(read(choice("camping 4\nhiking"), stops).text, "camping 4");
  const { baseUrl } = server;
  const untold = modelServer({ baseUrl, model: "m", timeoutMs: 1, omit: ["stop"] });
  assert.equal(read(choice("camping 4\nhiking"), stops, untold).text, "camping ");
});

test("a sparse server's answer counts too", () => {
  assert.equal(read(choice(null, "content_filter")).text, "");
  assert.equal(read(choice("a", "tool_calls")).finishReason, "other");
  assert.equal(read(choice("a")).inputTokens, 0);
  assert.equal(read({ ...choice("a", null), usage: { prompt_tokens: "9" } }).text, "a");
});

test("an answer costs what its tokens cost, thoughts that stand in the total alone included", () => {
  const cost = (usage: unknown) => read({ ...choice("camping"), usage }, [], priced).costUsd;
  const close = (usage: unknown, expected: number) =>
    assert(Math.abs(cost(usage) - expected) < 1e-15, `${cost(usage)} for ${JSON.stringify(usage)}`);
  close({ prompt_tokens: 1000, completion_tokens: 100 }, 0.000_21);
  close({ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 }, 0.000_21);
  close({ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1600 }, 0.000_51);
  close({ prompt_tokens: 1000, completion_tokens: 100, total_tokens: "many" }, 0.000_21);
});

test("an answer that nobody counted costs the most that it can", () => {
  const worst = costOf(price, tokensAtMost(sampleRequest({ stop: [] })));
  const uncounted = [undefined, null, { prompt_tokens: 0, completion_tokens: 0 }, { tokens: 9 }];
  for (const usage of uncounted) {
    const answer = read({ ...choice("camping"), usage }, [], priced);
    assert.equal(answer.costUsd, worst);
    assert.deepEqual([answer.inputTokens, answer.outputTokens], [0, 0]);
  }
});

test("what the content filter cut off is told from what ended by itself", () => {
  assert.equal(read(choice("camping", "content_filter")).finishReason, "filtered");
  const stop = ["\n", ".", ",", ";", ":"];
  assert.equal(read(choice("camping: a", "content_filter"), stop).finishReason, "filtered");
});

test("the text ends before a stop string that the server was not sent; the body stays whole", () => {
  const stop = ["\n", ".", ",", ";", ":"];
  const body = choice("camping: a story", "length");
  const { text, finishReason, raw } = read(body, stop);
  assert.deepEqual([text, finishReason, raw], ["camping", "stop", JSON.stringify(body)]);
  assert.equal(read(choice("camping", "length"), stop).finishReason, "length");
  // The first four are the server's: what it left in the text stands.
  assert.equal(read(choice("\ncamping"), stop).text, "\ncamping");
});

test("anything else is unreadable and carries its body; only a web page is hopeless", () => {
  const bodies = ["", '{"choices":[{"mess', "[]", '{"choices":[]}', '{"error":"busy"}', "<html>"];
  for (const body of bodies) {
    assert.throws(
      () => read(body),
      (error) => {
        assert(error instanceof UnreadableAnswerError);
        assert.equal(error.code, "MODEL_ANSWER_UNREADABLE");
        assert.equal(error.raw, body);
        assert.equal(error.retryable, body !== "<html>");
        return true;
      },
    );
  }
});
