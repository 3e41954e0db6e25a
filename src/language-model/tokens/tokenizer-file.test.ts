import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileTokenCounter } from "./tokenizer-file.ts";

const { signal } = new AbortController();
const setting = "language-model.tokenizer";

/** Words are tokens; a mark stands before each text that is not a part of a chat. */
const ofWords = {
  version: "1.0",
  added_tokens: ["<s>", "<unk>"].map((content, id) => ({
    ...{ id, content, special: true },
    ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
  })),
  normalizer: null,
  pre_tokenizer: { type: "Whitespace" },
  post_processor: {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [],
    special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
  },
  decoder: null,
  model: { type: "WordLevel", vocab: { "<s>": 0, "<unk>": 1, rain: 2 }, unk_token: "<unk>" },
};

async function fileWith(t: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cosmo-tokenizer-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "tokenizer.json");
  await writeFile(path, text);
  return path;
}

test("words are counted by the file, without the marks of a text, and with what is usual around a chat", async (t) => {
  const counter = await fileTokenCounter(await fileWith(t, JSON.stringify(ofWords)), setting);
  const prompt = "an umbrella against rain";
  const schema = { type: "object" };
  const inputs = [
    { system: "", prompt, answerStem: "" },
    { system: "be brief", prompt, answerStem: "it is", schema },
  ];
  assert.deepEqual(await counter.count(inputs, signal), [3 + 5 + 4, 3 + 2 * 5 + 2 + 4 + 2]);
  assert.equal(counter.isExact, false);
});

test("a file that is not there is named with the setting that names it", async () => {
  await assert.rejects(fileTokenCounter("/none/tokenizer.json", setting), {
    code: "TOKENIZER_MISSING",
    message: /\/none\/tokenizer\.json/,
    hint: /language-model\.tokenizer/,
    exitCode: 2,
  });
});

test("what is no tokenizer is refused", async (t) => {
  const unknown = { ...ofWords, pre_tokenizer: { type: "Oracle" } };
  const texts = ["{", "[]", "null", "{}", '{"tokens": 3}', JSON.stringify(unknown)];
  for (const text of texts) {
    const path = await fileWith(t, text);
    await assert.rejects(
      fileTokenCounter(path, setting),
      { code: "TOKENIZER_INVALID", hint: /tokenizer\.json/, exitCode: 2 },
      text,
    );
  }
});
