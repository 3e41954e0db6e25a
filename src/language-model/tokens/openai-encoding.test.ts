import assert from "node:assert/strict";
import { test } from "node:test";
import { type OpenAiEncoding, openAiEncodingOf, openAiTokenCounter } from "./openai-encoding.ts";

const { signal } = new AbortController();

/** Tokens of one message, as the counter gives them for its words alone. */
async function tokensOf(encoding: OpenAiEncoding, prompt: string): Promise<number> {
  const counter = openAiTokenCounter(encoding);
  const empty = { system: "", prompt: "", answerStem: "" };
  const [all = 0, none = 0] = await counter.count([{ ...empty, prompt }, empty], signal);
  return all - none;
}

test("words have as many tokens as OpenAI's cookbook shows", async () => {
  const shown = [
    ["antidisestablishmentarianism", 6, 6],
    ["2 + 2 = 4", 7, 7],
    ["お誕生日おめでとう", 9, 8],
    ["tiktoken is great!", 6, 6],
  ] as const;
  for (const [text, cl100k, o200k] of shown) {
    assert.equal(await tokensOf("cl100k_base", text), cl100k, text);
    assert.equal(await tokensOf("o200k_base", text), o200k, text);
  }
});

test("each message has four tokens around it, and the answer begins with three", async () => {
  const counter = openAiTokenCounter("o200k_base");
  const user = { system: "", prompt: "2 + 2 = 4", answerStem: "" };
  const inputs = [
    user,
    { ...user, system: "tiktoken is great!" },
    { ...user, answerStem: "2 + 2 = 4" },
    { ...user, schema: { type: "object" } },
  ];
  const [alone, withSystem, withStem, withSchema] = await counter.count(inputs, signal);
  const schema = await tokensOf("o200k_base", '{"type":"object"}');
  assert.deepEqual([alone, withSystem, withSchema], [14, 24, 14 + schema]);
  assert.equal(withStem, 7 + (await tokensOf("o200k_base", "2 + 2 = 4\n2 + 2 = 4")));
});

test("marks of a chat in a title are words", async () => {
  assert((await tokensOf("o200k_base", "A tent <|endoftext|>")) > 4);
});

test("a model's encoding is known by its name, also behind a gateway", () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    o200k_base: [
      ...["gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4.1-nano", "gpt-5", "gpt-5.1", "gpt-5-mini"],
      ...["o1", "o3-mini", "o4-mini", "openai/gpt-4o-mini", "ft:gpt-4o-mini:shop::1"],
    ],
    cl100k_base: ["gpt-4", "gpt-4-turbo", "gpt-4-0613", "gpt-3.5-turbo"],
    none: ["gpt-oss-20b", "qwen2.5-7b-instruct", "olmo-7b", "mygpt-4o", "gpt-2", "o2-x"],
  };
  for (const [encoding, models] of Object.entries(names))
    for (const model of models) assert.equal(openAiEncodingOf(model) ?? "none", encoding, model);
});
