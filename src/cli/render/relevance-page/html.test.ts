import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { html } from "./html.ts";

test("texts are escaped in elements and attributes, markup and lists of it are not", () => {
  const inner = html`<b title="${`"'`}">${"<i> & 1"}</b>`;
  assert.equal(
    html`<p>${[inner, html`<br>`]}${2}</p>`.markup,
    `<p><b title="&quot;&#39;">&lt;i&gt; &amp; 1</b><br>2</p>`,
  );
});

test("no text can open or close an element, end an attribute, or bring a control character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { markup } = html`${text}`;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      assert.doesNotMatch(markup, /[<>"'\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      assert.doesNotMatch(markup, /&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
    { numRuns: 100 },
  );
});
