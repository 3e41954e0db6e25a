import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutAtStop } from "./cut-at-stop.ts";

test("a text ends before the first of its stops", () => {
  assert.equal(cutAtStop(" walking the dog. It", ["\n", "."]), " walking the dog");
  assert.equal(cutAtStop("a\n2. b", ["2.", "\n"]), "a");
  assert.equal(cutAtStop("a b", ["."]), undefined);
  assert.equal(cutAtStop("a b", [""]), undefined);
});

test("what is left never holds a stop, and is a beginning of the text", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
  const stops = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 1 }), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(letters, stops, (text, stop) => {
      const left = cutAtStop(text, stop) ?? text;
      assert(text.startsWith(left));
      assert(stop.every((one) => !left.includes(one)));
    }),
  );
});
