import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stripTags } from "./strip-tags.ts";

test("tags go: those within a line leave no gap, others part words", () => {
  assert.equal(stripTags("<p>Dome &amp; <b>Tent</b></p>"), " Dome &amp; Tent ");
  assert.equal(stripTags('H<sub>2</sub>O<br/>for <A HREF="/x">two</A>'), "H2O for two");
  assert.equal(stripTags("<UL><li>light</li><li class='x'>dry</li></UL>"), "  light  dry  ");
  assert.equal(stripTags("a<!-- 1 --><style>p { top: 0 }</style>b"), "a  b");
});

test("what is no whole tag of HTML stays", () => {
  for (const text of ["a < b > c", "size <M>", "5 &lt; 6", "x <b", "<3 cats", "<bold>"]) {
    assert.equal(stripTags(text), text);
  }
});

test("text without a sign of less is left alone", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll("<", "");
      assert.equal(stripTags(plain), plain);
    }),
  );
});

test("many open tags take no more time than there are characters", () => {
  const started = performance.now();
  stripTags("<!--<p <script>".repeat(50_000));
  assert.ok(performance.now() - started < 2000);
});
