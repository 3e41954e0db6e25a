import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isListedWord, lastWordOf, sentencesOf } from "./english.ts";

test("sentences are cut, words are read in their context", () => {
  assert.deepEqual(sentencesOf("It is light. It is warm."), ["It is light.", "It is warm."]);
  assert.deepEqual(lastWordOf("the leaves"), { lemma: "leaf", partOfSpeech: "NOUN" });
  assert.deepEqual(lastWordOf("she leaves"), { lemma: "leave", partOfSpeech: "VERB" });
  assert.equal(lastWordOf(""), undefined);
});

test("a word that the language model lists is told from one it has never seen, however often that is read", () => {
  assert.ok(["silhouette", "columns", "plywood"].every(isListedWord));
  assert.deepEqual(
    ["siloutte", "ceilikng", "siloutte", "dining table", ""].filter(isListedWord),
    [],
  );
});

test("the language model is loaded by the first use, never by the import", () => {
  const script = `
    const { sentencesOf } = await import("./english.ts");
    const { createRequire } = await import("node:module");
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((file) => file.includes("wink"));
    const before = loaded();
    sentencesOf("camping");
    console.log(before, loaded());`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });
  assert.equal(stdout.trim(), "false true");
});
