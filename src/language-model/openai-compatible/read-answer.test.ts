import assert from "node:assert/strict";
import { test } from "node:test";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { readAnswer } from "./read-answer.ts";
import { modelServer } from "./server.ts";

const server = modelServer({ baseUrl: "http://127.0.0.1:1/v1", model: "m", timeoutMs: 1 });
const read = (body: unknown, stop: readonly string[] = ["\n"]) =>
  readAnswer(server, { stop }, typeof body === "string" ? body : JSON.stringify(body));
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

test("a sparse server's answer counts too", () => {
  assert.equal(read(choice(null, "content_filter")).text, "");
  assert.equal(read(choice("a", "content_filter")).finishReason, "other");
  assert.equal(read(choice("a")).inputTokens, 0);
  assert.equal(read({ ...choice("a", null), usage: { prompt_tokens: "9" } }).text, "a");
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
