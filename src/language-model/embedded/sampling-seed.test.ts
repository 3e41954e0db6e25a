import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest } from "../language-model.ts";
import { samplingSeed } from "./sampling-seed.ts";

const request: GenerateRequest = {
  system: "",
  prompt: "What are tents for?",
  answerStem: "People use tents for",
  maxTokens: 24,
  temperature: 0.9,
  topP: 0.9,
  topK: 40,
  stop: ["."],
  draw: 1,
};

test("equal requests have one seed, another draw has another", () => {
  assert.equal(samplingSeed(request), samplingSeed({ ...request }));
  const seeds = Array.from({ length: 100 }, (_, draw) => samplingSeed({ ...request, draw }));
  assert.equal(new Set(seeds).size, 100);
});

test("where the answer is cut does not change what is drawn", () => {
  const cut = { ...request, maxTokens: 5, stop: [] };
  assert.equal(samplingSeed(cut), samplingSeed(request));
});

test("seeds are whole and below 2^31, so never llama.cpp's sign for a seed of its own choice", () => {
  for (let draw = 0; draw < 200; draw += 1) {
    const seed = samplingSeed({ ...request, draw });
    assert(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  }
});
