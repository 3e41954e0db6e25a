import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { isBotAgent } from "./user-agents.ts";

test("programs are told from browsers, and from what apps and pages made on a server ask by", () => {
  for (const bot of [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36",
    "python-requests/2.31.0",
    "curl/8.4.0",
    "Screaming Frog SEO Spider/19.0",
  ]) {
    assert.ok(isBotAgent(bot), bot);
  }
  for (const browser of [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 Chrome/110.0 Mobile Safari/537.36",
    "okhttp/4.12.0",
    "axios/1.6.8",
    "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
    null,
  ]) {
    assert.ok(!isBotAgent(browser), String(browser));
  }
});

test("what a bot did by its own word is a reject, which does not repeat the word", async () => {
  const folder = testFolder();
  const log = folder.write(
    "log.csv",
    "kind,sku,time,user_agent\nclick,a,2024-01-01,Mozilla/5.0\nclick,a,2024-01-01,Googlebot/2.1\nclick,b,2024-01-01,\n",
  );
  const { rows, rejects } = await readAll(readEvents, [log]);
  assert.deepEqual(
    rows.map(({ product }) => product),
    ["a", "b"],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[3, "BOT_USER_AGENT"]],
  );
  assert.doesNotMatch(rejects[0]?.row ?? "", /Googlebot/);
  const all = await readAll(readEvents, [log], { maps: ["userAgent==unknown"] });
  assert.equal(all.rows.length + all.rejects.length, 3);
  assert.deepEqual(
    all.rejects.map(({ code }) => code),
    ["EVENT_REPEATED"],
  );
});
