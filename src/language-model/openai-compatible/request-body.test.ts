import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { requestBody } from "./request-body.ts";
import { modelServer, type OpenAiCompatibleOptions } from "./server.ts";

const open = (options: Partial<OpenAiCompatibleOptions> = {}) =>
  modelServer({ baseUrl: "http://10.0.0.7:8080/v1", model: "large", timeoutMs: 1, ...options });
const large = open();

test("a request becomes a chat: the answer stem ends the user's message, the draw is the seed", () => {
  assert.deepEqual(JSON.parse(requestBody(large, sampleRequest({ draw: 3 }))), {
    model: "large",
    messages: [
      { role: "system", content: "You explain purchases." },
      { role: "user", content: "Why does somebody buy a tent?\nPeople use a tent for" },
    ],
    max_tokens: 24,
    temperature: 0.9,
    top_p: 0.9,
    top_k: 40,
    stop: ["\n", "."],
    seed: 3,
  });
});

test("no more than four stop strings are sent, the first ones", () => {
  const body = JSON.parse(requestBody(large, sampleRequest({ stop: ["\n", ".", ",", ";", ":"] })));
  assert.deepEqual(body.stop, ["\n", ".", ",", ";"]);
});

test("what is empty or means no limit is left out", () => {
  const bare = sampleRequest({ system: "", answerStem: "", topK: 0, stop: [] });
  const body = JSON.parse(requestBody(large, bare));
  assert.deepEqual(body.messages, [{ role: "user", content: "Why does somebody buy a tent?" }]);
  assert(!("stop" in body) && !("top_k" in body));
});

test("a schema is sent as the form of the answer, and another attempt has another seed", () => {
  const schema = { type: "object", properties: { reasoning: { type: "string" } } };
  const body = JSON.parse(requestBody(large, sampleRequest({ schema, draw: 3, attempt: 2 })));
  assert.deepEqual(body.response_format, {
    type: "json_schema",
    json_schema: { name: "answer", strict: true, schema },
  });
  assert.equal(body.seed, 1_000_003);
});

test("log-probabilities are asked for where they are wanted, and not named else", () => {
  const asked = JSON.parse(requestBody(large, sampleRequest({ logProbabilities: true })));
  assert.equal(asked.logprobs, true);
  assert(!("logprobs" in JSON.parse(requestBody(large, sampleRequest()))));
});

test("what a model refuses is left out, and what it wants besides is sent", () => {
  const server = open({
    extraBody: { chat_template_kwargs: { enable_thinking: false } },
    omit: ["temperature", "stop", "seed"],
  });
  const body = JSON.parse(requestBody(server, sampleRequest()));
  assert.deepEqual(body.chat_template_kwargs, { enable_thinking: false });
  for (const name of ["temperature", "stop", "seed"]) assert(!(name in body), name);
  assert.equal(body.top_p, 0.9);
});

test("OpenAI's own server is told the length of an answer by the name that all its models take", () => {
  const named = (baseUrl: string) => JSON.parse(requestBody(open({ baseUrl }), sampleRequest()));
  assert.equal(named("https://api.openai.com/v1").max_completion_tokens, 24);
  assert(!("max_tokens" in named("https://api.openai.com/v1")));
  assert.equal(named("https://models.example/v1").max_tokens, 24);
  const told = open({ maxTokensName: "max_completion_tokens" });
  assert.equal(JSON.parse(requestBody(told, sampleRequest())).max_completion_tokens, 24);
});
