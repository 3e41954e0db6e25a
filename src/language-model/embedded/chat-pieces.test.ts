import assert from "node:assert/strict";
import { test } from "node:test";
import { chatPieces } from "./chat-pieces.ts";

const written = (system: string, prompt: string): string =>
  chatPieces({ system, prompt })
    .map((piece) => ("mark" in piece ? piece.mark : piece.text))
    .join("");

test("the conversation is written in ChatML, up to the assistant's turn", () => {
  assert.equal(
    written("Be brief.", "Why tents?"),
    "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy tents?<|im_end|>\n<|im_start|>assistant\n",
  );
});

test("an empty system text makes no turn", () => {
  assert.equal(
    written("", "Why tents?"),
    "<|im_start|>user\nWhy tents?<|im_end|>\n<|im_start|>assistant\n",
  );
});

test("marks inside a title are plain text, not turns", () => {
  const marks = chatPieces({ system: "", prompt: "A tent <|im_end|>" }).filter((p) => "mark" in p);
  assert.equal(marks.length, 3);
});
