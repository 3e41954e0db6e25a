import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { withoutKey } from "./redact.ts";

const key = 'sk-"quo\\te/9~swordfish';

test("a key is taken out however it is written", () => {
  const escaped = [...key].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const forms = [key, JSON.stringify(key).slice(1, -1), escaped.join(""), encodeURIComponent(key)];
  forms.push(
    JSON.stringify(JSON.stringify(key)).slice(3, -3),
    escaped.join("").replaceAll("\\", "\\\\"),
  );
  for (const form of [...forms, forms[1]?.replace("/", "\\/") ?? "", forms[2]?.toUpperCase()]) {
    if (form === undefined) continue;
    const text = withoutKey(`bad ${form.replaceAll("\\U", "\\u")}!`, key);
    assert.equal(text, "bad [key]!");
  }
});

test("what is no secret stays", () => {
  assert.equal(withoutKey("none of it", "none"), "none of it");
  assert.equal(withoutKey("none of it", undefined), "none of it");
});

test("no body that says a key in JSON says it afterwards", () => {
  fc.assert(
    fc.property(
      fc
        .string({ unit: "grapheme-ascii", minLength: 8 })
        .filter((text) => /^[!-~]{8,}$/.test(text)),
      fc.string(),
      (secret, before) => {
        const body = withoutKey(JSON.stringify({ error: { message: before + secret } }), secret);
        let said = body;
        try {
          said = JSON.parse(body).error.message;
        } catch {
          // The key was a part of the frame, and is gone from it.
        }
        assert.ok(!said.includes(secret));
      },
    ),
  );
});
