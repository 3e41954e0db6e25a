import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normaliseQuery, normaliseText } from "../text/normalise.ts";
import { visibleText } from "./parameters.ts";

test("a text has a visible sign where something is left of it once it is normalised, and only there", () => {
  const sign = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom(..." \t\n\u0085\u00a0\u00ad\u200b\u2028\u3000\ufeff\ud800\ue000\u0301\u3164a"),
  );
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 4 }), (signs) => {
      const text = signs.join("");
      const { success } = visibleText(20).safeParse(text);
      assert.equal(success, normaliseText(text) !== "", JSON.stringify(text));
      assert.equal(success, normaliseQuery(text) !== "");
    }),
    { numRuns: 2000 },
  );
});
