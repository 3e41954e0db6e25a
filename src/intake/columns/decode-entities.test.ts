import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeEntities } from "./decode-entities.ts";

test("references by name, by number and with accents become characters", () => {
  assert.equal(decodeEntities("Red, White &amp; Blueberry"), "Red, White & Blueberry");
  assert.equal(decodeEntities("15.6&quot; Cr&egrave;me &Auml; &uuml;"), '15.6" Crème Ä ü');
  assert.equal(decodeEntities("A&#65292;B&#x2122; Brand&#153;"), "A，B™ Brand™");
});

test("what is no reference stays, and a reference is resolved once", () => {
  assert.equal(
    decodeEntities("B&B &nosuch; R&D; &#0; &#55555; &aconstructor;"),
    "B&B &nosuch; R&D; &#0; &#55555; &aconstructor;",
  );
  assert.equal(decodeEntities("&amp;lt;"), "&lt;");
});

test("every character comes back from its number", () => {
  const character = fc.string({ minLength: 1, maxLength: 1, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(character, (text) => {
      assert.equal(decodeEntities(`&#${text.codePointAt(0)};`), text);
    }),
  );
});
