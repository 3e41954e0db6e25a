import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { findBrowser } from "../scripts/find-browser.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-find-browser-"));
after(() => rmSync(folder, { recursive: true }));
for (const [place, name] of [
  ["a", "google-chrome"],
  ["b", "chromium"],
] as const) {
  mkdirSync(join(folder, place));
  writeFileSync(join(folder, place, name), "");
}

test("the browser that is named, else Chromium, else Chrome on the path, else none", () => {
  const [a, b] = [join(folder, "a"), join(folder, "b")];
  const PATH = [a, b].join(delimiter);
  assert.equal(findBrowser({ PATH, COSMO_TEST_BROWSER: "/mine" }), "/mine");
  assert.equal(findBrowser({ PATH, COSMO_TEST_BROWSER: "" }), join(b, "chromium"));
  assert.equal(findBrowser({ PATH: a }), join(a, "google-chrome"));
  assert.equal(findBrowser({ PATH: folder }), undefined);
  assert.equal(findBrowser({}), undefined);
});
