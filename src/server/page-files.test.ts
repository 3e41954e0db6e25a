import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openPageFiles } from "./page-files.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-page-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const dist = join(folder, "dist");
mkdirSync(join(dist, "assets"), { recursive: true });
writeFileSync(join(dist, "index.html"), "<!doctype html>");
writeFileSync(join(dist, "icon.svg"), "<svg/>");
writeFileSync(join(dist, "assets", "index-1a2b.js"), "0");
writeFileSync(join(folder, "secret.json"), "{}");
const page = openPageFiles(dist);

test("the page is looked at anew each time, what its names tell apart is kept", async () => {
  const start = await page.reply("/");
  assert.equal(start.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(start.headers["cache-control"], "no-cache");
  assert.match(
    start.headers["content-security-policy"] ?? "",
    /default-src 'none'; script-src 'self';/,
  );
  const asset = await page.reply("/assets/index-1a2b.js");
  assert.equal(asset.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal((await page.reply("/icon.svg")).headers["content-type"], "image/svg+xml");
});

test("no path leads out of the folder or to what is no file of a page", async () => {
  for (const path of [
    "/../secret.json",
    "/assets/../../secret.json",
    "/assets/..%2f..%2fsecret.json",
    "/..\\secret.json",
    "//secret.json",
    "/assets/",
    "/assets",
    "/.hidden.js",
    "/index.php",
    "/assets/a/b.js",
    "/icon.svg\u0000.js",
  ]) {
    await assert.rejects(page.reply(path), { code: "ROUTE_UNKNOWN", httpStatus: 404 }, path);
  }
});

test("a page that was not built is 404 and says how", async () => {
  await assert.rejects(openPageFiles(join(folder, "nothing")).reply("/"), {
    code: "PAGE_NOT_BUILT",
    httpStatus: 404,
    hint: /npm run/,
  });
});
