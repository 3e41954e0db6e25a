import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fixtureReply, refusal } from "../../web/test/fixture-replies.ts";
import { type Reply, startFixtureServer } from "../../web/test/fixture-server.ts";
import * as fixtures from "../../web/test/fixtures.ts";
import { noBrowser, openPage, phone } from "./browser.ts";
import { checkView } from "./check-view.ts";

// States that a real server is seldom in, with written answers. The real one: page.test.ts.
describe("states of the page", { skip: noBrowser }, async () => {
  const server = await startFixtureServer(fixtureReply);
  after(() => server.close());
  const at = (hash: string): string => `${server.address}/${hash}`;
  const heading = "main h1";

  const replying = async (reply: typeof server.reply, run: () => Promise<void>): Promise<void> => {
    server.reply = reply;
    try {
      await run();
    } finally {
      server.reply = fixtureReply;
    }
  };

  test("a key is asked for, kept in this tab alone, and forgotten on request", async (t) => {
    const reply = (path: string, authorization?: string): Reply => {
      if (path === "/readyz" || authorization === "Bearer right") return fixtureReply(path);
      if (authorization === "Bearer reader") {
        return refusal(
          403,
          "KEY_FORBIDDEN",
          "This key may only read knowledge.",
          "Use the operator key.",
        );
      }
      return refusal(401, "KEY_MISSING", "This server wants a key.", "Ask whoever runs it.");
    };
    await replying(reply, async () => {
      const { page, faults } = await openPage(t, { refusals: true });
      await page.goto(at("#/versions"));
      await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
      await page.getByText("This server wants a key.").waitFor();
      await checkView(page, "key");
      await page.getByLabel("Key").fill("kéy–of–signs");
      await page.keyboard.press("Enter");
      await page.getByText("A key has letters, digits and signs of ASCII alone").waitFor();
      await checkView(page, "key that can't be sent");
      await page.getByLabel("Key").fill("wrong");
      await page.keyboard.press("Enter");
      await page.getByText("The server refused this key").waitFor();
      await page.getByLabel("Key").fill("reader");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "This needs the operator’s key" }).waitFor();
      await page.getByLabel("Key").fill("right");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Versions of the graph" }).waitFor();
      assert.equal(await page.evaluate("document.activeElement.tagName"), "H1");
      const kept = "JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])";
      assert.equal(await page.evaluate(kept), '[{"cosmo-key":"right"},{},""]');
      assert.doesNotMatch(page.url(), /right/);
      await page.getByRole("button", { name: "Forget the key" }).click();
      await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
      assert.equal(await page.evaluate(kept), '[{},{},""]');
      assert.deepEqual(faults, []);
    });
  });

  test("no graph yet: the server's words and next step, and on by itself when there is one", async (t) => {
    const missing = refusal(
      503,
      "GRAPH_MISSING",
      "No graph has been published yet.",
      "Run `cosmo run`.",
    );
    const { page, faults } = await openPage(t, { refusals: true });
    await replying(
      () => missing,
      async () => {
        await page.goto(at("#/query/winter%20camping"));
        await page.getByRole("heading", { name: "No graph yet" }).waitFor();
        await page.getByText("Run cosmo run.").waitFor();
        await page.getByText("No graph published yet", { exact: true }).waitFor();
        await checkView(page, "no graph");
      },
    );
    await page.getByRole("heading", { name: "“winter camping”" }).waitFor();
    assert.deepEqual(faults, []);
  });

  test("the server is gone: said plainly, and on by itself when it is back", async (t) => {
    const { page } = await openPage(t, { refusals: true });
    await page.goto(at("#/query/winter%20camping"));
    await page.getByRole("heading", { name: "“winter camping”" }).waitFor();
    await page.route("**/v1/**", (route) => route.abort("connectionrefused"));
    await page.route("**/readyz", (route) => route.abort("connectionrefused"));
    await page.getByRole("link", { name: "Last run" }).click();
    await page.getByRole("heading", { name: "The server does not answer" }).waitFor();
    await page.getByText("cosmo serve").waitFor();
    await checkView(page, "gone");
    await page.unroute("**/v1/**");
    await page.unroute("**/readyz");
    await page.getByRole("heading", { name: "The last run" }).waitFor();
  });

  test("what is unknown has the server's message, hint and code; so has an address without a view", async (t) => {
    const { page } = await openPage(t, { refusals: true });
    await page.goto(at("#/product/nothing"));
    await page.getByRole("heading", { name: "Not known here" }).waitFor();
    for (const text of ["No product has the id or sku", "near skus are", "PRODUCT_UNKNOWN"]) {
      await page.getByText(text).waitFor();
    }
    await checkView(page, "unknown product");
    await page.goto(at("#/cart"));
    await page.getByRole("heading", { name: "Nothing is here" }).waitFor();
    await checkView(page, "unknown address");
  });

  test("links to queries carry site and locale where they are not the server's own", async (t) => {
    const { page, faults } = await openPage(t);
    const linkIs = (words: string, address: string): Promise<void> =>
      page.locator(`main a[href="${address}"]`).filter({ hasText: words }).first().waitFor();
    await page.goto(at("#/intent/node_0"));
    await linkIs("winter camping", "#/query/winter%20camping");
    await linkIs("cold weather tent", "#/query/cold%20weather%20tent?locale=en-GB");
    await page.goto(at("#/edge/edge_0"));
    await linkIs("winter camping", "#/query/winter%20camping");
    await linkIs("winter camping", "#/query/winter%20camping?site=fell-and-field");
    assert.deepEqual(faults, []);
  });

  test("a claim that is gone since is told as that", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/edge/edge_0"));
    await page.getByText("A claim that is gone since").click();
    await page.getByText("Today’s settings no longer give this claim").waitFor();
    await checkView(page, "claim that is gone");
    assert.deepEqual(faults, []);
  });

  test("what comes from a product type alone says so, and each claim how it was carried or why not", async (t) => {
    const { page, faults } = await openPage(t, { size: phone });
    await page.goto(at("#/query/winter%20camping"));
    const own = page.getByText("from the product type", { exact: true });
    await own.waitFor();
    assert.equal(await own.count(), 1);
    await checkView(page, "edge of a type in the list");
    await page.getByRole("link", { name: "Why: It is a insulated sleeping pad." }).press("Enter");
    await page.getByText("not in the log").waitFor();
    await page.getByText("True of the type “sleeping pad”, such as").first().waitFor();
    await page.getByText("Carried to this product: probability 0.93.").waitFor();
    const summaries = page.locator(".claim > summary");
    await summaries.nth(1).press("Enter");
    await page.getByText("because: the title says: summer.").waitFor();
    await summaries.nth(2).press("Enter");
    await page.getByText("The last run says nothing of this product any more.").waitFor();
    assert.equal(await page.getByText("Pair in the log").count(), 0);
    await checkView(page, "evidence of a type");
    assert.deepEqual(faults, []);
  });

  test("loading is said while an answer takes its time", async (t) => {
    const slow = async (path: string): Promise<Reply> => {
      await setTimeout(path.startsWith("/v1/versions") ? 700 : 0);
      return fixtureReply(path);
    };
    await replying(slow, async () => {
      const { page } = await openPage(t);
      await page.goto(at("#/versions"));
      await page.getByRole("status").getByText("Loading").waitFor();
      await checkView(page, "loading");
      await page.getByRole("heading", { name: "Versions of the graph" }).waitFor();
    });
  });

  for (const [asked, said] of [
    ["winter camping", "Known from the log, word for word."],
    [
      "wintr camping",
      "Known from the log, where it says the same as “winter camping”: it is counted as",
    ],
    ["the wintr camping", "It is counted as “winter camping”, and has its knowledge."],
    ["winter camp", "Matched by normal form: the log has it as “winter camping”"],
    ["sleeping outside", "the nearest known query, “winter camping” (cosine 0.73)"],
    [
      "snow",
      "Known from the log, but the graph has no knowledge of it yet. This is the knowledge of the nearest known query, “winter camping” (cosine 0.73)",
    ],
    [
      "camp",
      "Known from the log, but the graph has no knowledge of it yet. This is the knowledge of “winter camping”, the same but for endings",
    ],
    [
      "lonely",
      "Known from the log, but the graph has no knowledge of it yet, nor of any query near it. It is queued",
    ],
    ["quantum teapot", "Nothing near this is known. It is queued for the next run."],
  ] as const) {
    test(`how “${asked}” matched is told in plain words`, async (t) => {
      const { page, faults } = await openPage(t, { size: phone });
      await page.goto(at(""));
      await page.getByRole("combobox").fill(asked);
      await page.keyboard.press("Enter");
      await page.getByText(said).waitFor();
      await checkView(page, asked);
      assert.deepEqual(faults, []);
    });
  }

  test("a score is a number and a bar of that length; null is said to be not judged", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/query/winter%20camping"));
    const row = page.getByRole("listitem").filter({ hasText: "a night in the car" });
    await row.waitFor();
    assert.deepEqual(await row.locator(".score .number").allTextContents(), ["0.58", "0.12"]);
    const bar = await row.locator(".bar.plausibility").boundingBox();
    const fill = await row.locator(".bar.plausibility > span").boundingBox();
    assert.ok(Math.abs((fill?.width ?? 0) / (bar?.width ?? 1) - 0.58) < 0.02);
    const bottle = page.getByRole("listitem").filter({ hasText: "size of a bottle" });
    assert.equal(await bottle.getByText("not judged").count(), 2);
    await page.getByText("The first 8 of 230 sentences.").waitFor();
    await page.goto(at("#/query/sleeping"));
    await page.getByText("Plausibility and typicality: not judged.").waitFor();
    assert.equal(await page.locator(".bar").count(), 0);
    assert.deepEqual(faults, []);
  });

  test("a run of other settings, a shop with many types and a log without searches are told", async (t) => {
    const { page, faults } = await openPage(t, { size: phone, refusals: true });
    await page.goto(at("#/mining"));
    await page
      .getByText("mining.search-buy.click-rate-low was 0.01 and is 0.02; the log changed.")
      .waitFor();
    await page
      .getByText("19,000 of 20,000 product types have no product in a kept pair.")
      .waitFor();
    await page
      .getByRole("region", { name: "Queries covered" })
      .getByText("No query is in the log.")
      .waitFor();
    const figure = page.getByRole("figure", { name: "Lift" });
    const lefts = await page.evaluate<readonly number[]>(
      "Array.from(document.querySelectorAll('.histogram rect'), (bar) => bar.getBoundingClientRect().left)",
    );
    const cutAt = (await figure.locator("line.cut").boundingBox())?.x ?? 0;
    assert.deepEqual(
      lefts.map((left) => left < cutAt),
      [true, false, false, false],
      "what the rule cut stands before the dashed line, what is kept behind it",
    );
    const empty = page.getByRole("figure", { name: "Click rate, lower bound" });
    await empty.getByText("Nothing to count.").waitFor();
    assert.equal(await empty.getByRole("img").count(), 0);
    await page.locator("details > summary").first().press("Enter");
    await checkView(page, "mining");
    const missing = refusal(
      404,
      "MINING_MISSING",
      "Mining has not run yet",
      "Run `cosmo run mine`",
    );
    await replying(
      (path) => (path === "/v1/mining" ? missing : fixtureReply(path)),
      async () => {
        await page.reload();
        await page.getByText("Run cosmo run mine.").waitFor();
        await checkView(page, "mining that never ran");
      },
    );
    assert.deepEqual(faults, []);
  });

  test("a newer version is told gently, and shown when asked for", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/query/winter%20camping"));
    await page.locator(heading).waitFor();
    const status = page.getByRole("contentinfo");
    await status.getByText(fixtures.version).waitFor();
    const newer = "version_00000000000000000002";
    const later = (path: string): Reply => {
      const { status: code, body } = fixtureReply(path);
      return { status: code, body: { ...(body as object), version: newer } };
    };
    await replying(later, async () => {
      await page.getByRole("combobox").fill("camp");
      await status.getByText(`Now served: ${newer}`).waitFor();
      await checkView(page, "newer");
      await status.getByRole("button", { name: "Show it" }).click();
      await status.getByText(`Graph ${newer}`).waitFor();
      assert.equal(await status.getByText("Now served").count(), 0);
    });
    assert.deepEqual(faults, []);
  });

  test("a search that finds nothing, and one that fails, say so", async (t) => {
    const { page } = await openPage(t, { refusals: true });
    await page.goto(at(""));
    await page.getByRole("combobox").fill("zzz");
    await page.getByText("No product or query has these words.").waitFor();
    await checkView(page, "nothing found");
    const limited = refusal(400, "TEXT_TOO_LONG", "This text is too long.", "Shorten it.");
    await replying(
      (path) => (path.startsWith("/v1/search") ? limited : fixtureReply(path)),
      async () => {
        await page.getByRole("combobox").fill("zzzz");
        await page.getByText("This text is too long. Shorten it.").waitFor();
      },
    );
  });
});
