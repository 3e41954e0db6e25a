import assert from "node:assert/strict";
import { test } from "node:test";
import { hasLogProbabilities } from "./has-log-probabilities.ts";

const bodyWith = (logprobs: unknown): string =>
  JSON.stringify({ choices: [{ message: { content: "camping" }, logprobs }] });

test("log-probabilities are there where a token has one", () => {
  assert(hasLogProbabilities(bodyWith({ content: [{ token: "camping", logprob: -0.25 }] })));
  for (const logprobs of [undefined, null, {}, { content: null }, { content: [] }]) {
    assert(!hasLogProbabilities(bodyWith(logprobs)));
  }
  assert(!hasLogProbabilities("<html>"));
});
