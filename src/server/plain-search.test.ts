import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainSearch } from "./plain-search.ts";

test("a plain query string gives what the standard's parser gives", () => {
  const text = fc.string({ unit: "binary", maxLength: 12 });
  fc.assert(
    fc.property(text, text, (first, second) => {
      const search = new URLSearchParams({ text: first, limit: second });
      const { text: one = "", limit = "" } = Object.fromEntries(search);
      assert.deepEqual(plainSearch(String(search), ["text", "limit"]), { text: one, limit });
    }),
  );
});

test("whatever it takes for plain, it reads as the standard's parser does", () => {
  const piece = fc.constantFrom(
    "text",
    "limit",
    "=",
    "&",
    "+",
    "%20",
    "%",
    "%zz",
    "%E2%9C%93",
    "é",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const search = pieces.join("");
      const plain = plainSearch(search, ["text", "limit"]);
      if (plain === undefined) return;
      assert.deepEqual(plain, Object.fromEntries(new URLSearchParams(search)));
    }),
  );
});

test("a name that is not known, or stands twice, is not plain", () => {
  for (const search of ["other=1", "text=a&text=b", "text", "text=a&", "&text=a", "text=%"]) {
    const plain = plainSearch(search, ["text"]);
    if (search === "text=a&") assert.deepEqual(plain, { text: "a" });
    else assert.equal(plain, undefined, search);
  }
  assert.deepEqual(plainSearch("", ["text"]), {});
});
