import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { saidBy, serverError } from "./said-by.ts";

test("the forms in which servers complain", () => {
  assert.equal(saidBy('{"error":{"message":"no such model","code":404}}'), '"no such model"');
  assert.equal(saidBy('{"error":"model is loading"}'), '"model is loading"');
  assert.equal(saidBy('{"object":"error","message":"too long"}'), '"too long"');
  assert.equal(saidBy('{"detail":"Not Found"}'), '"Not Found"');
  assert.equal(saidBy("<html>Bad gateway"), '"<html>Bad gateway"');
  assert.equal(saidBy('[{"error":{"message":"too many tokens"}}]'), '"too many tokens"');
  assert.equal(saidBy(" "), "(nothing)");
  assert.deepEqual(serverError('{"error":{"code":"a","type":"b"}}').kinds, ["a", "b"]);
  assert.deepEqual(serverError("null").kinds, []);
});

test("whatever a server says is one short line without control characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
      for (const body of [text, JSON.stringify({ error: { message: text } })]) {
        const line = saidBy(body);
        assert.match(line, /^[^\p{Cc}]*$/u);
        assert(line.length < 310 && line.isWellFormed());
      }
    }),
    { numRuns: 30 },
  );
});
