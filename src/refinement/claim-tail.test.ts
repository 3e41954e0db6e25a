import assert from "node:assert/strict";
import { test } from "node:test";
import { claimTail } from "./claim-tail.ts";

test("a claim has the first sentence, normalised", () => {
  assert.deepEqual(claimTail("sleeping  outdoors. It is light."), {
    tail: "sleeping outdoors",
    sentences: 2,
  });
  assert.deepEqual(claimTail("dog leashes, etc."), { tail: "dog leashes, etc", sentences: 1 });
});

test("what has no word stays as it is", () => {
  assert.deepEqual(claimTail(" ?! "), { tail: "?!", sentences: 0 });
});
