import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import type { MiningAnswer } from "../../src/api/mining-answer.ts";
import { cosmoJson, temporaryFolder } from "../e2e/cosmo-command.ts";
import { desk, noBrowser, openPage, phone } from "./browser.ts";
import { checkView } from "./check-view.ts";
import { servePage } from "./serving.ts";

describe("the page on a real server", { skip: noBrowser }, async () => {
  const serving = await servePage(temporaryFolder());
  const { address, workspace, query, product } = serving;
  const at = (hash: string): string => `${address}/${hash}`;
  const options = { folder: workspace };
  const queryHash = `#/query/${encodeURIComponent(query.words)}`;
  const productHash = `#/product/${encodeURIComponent(product.id)}`;

  const focused = (page: Page): Promise<string> =>
    page.evaluate<string>("document.activeElement.textContent.trim()");

  test("a search leads to knowledge, an intent, and evidence down to the raw answer", async (t) => {
    const { page, faults } = await openPage(t);
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).origin));
    const response = await page.goto(at(""));
    const policy = response?.headers()["content-security-policy"] ?? "";
    assert.match(policy, /script-src 'self'(?:;|$)/);
    assert.doesNotMatch(policy, /unsafe/);
    await page.getByRole("combobox").fill(query.words.slice(0, 6));
    const list = page.getByRole("listbox", { name: "Products and queries" });
    await list.getByRole("option").filter({ hasText: query.words }).first().click();
    await page.getByRole("heading", { level: 1, name: query.words }).waitFor();
    await page.getByText("Known from the log, word for word.").waitFor();
    await page.getByText("Plausibility and typicality: not judged.").waitFor();

    const [edge] = serving.knowledge;
    assert.ok(edge);
    await page
      .getByRole("link", { name: `Why: ${edge.sentence}` })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: edge.sentence }).waitFor();
    const shown = await cosmoJson<{
      readonly sections: readonly {
        readonly title: string;
        readonly rows: readonly { readonly rawAnswer: string; readonly prompt: string }[];
      }[];
    }>(["show", edge.edge], options);
    const answers = shown.sections.find(({ title }) => title === "Answers")?.rows ?? [];
    assert.ok(answers.length > 0);
    const raw = await page.locator("pre.raw").allTextContents();
    assert.ok(answers.some(({ rawAnswer }) => raw.includes(rawAnswer)));
    await page.locator("pre.raw").first().waitFor();

    await page.goBack();
    await page.getByRole("link", { name: edge.intent.wording, exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: edge.intent.wording }).waitFor();
    await page
      .getByRole("region", { name: "Queries" })
      .getByRole("link", { name: query.words })
      .waitFor();
    assert.deepEqual([...hosts], [address]);
    assert.deepEqual(faults, []);
  });

  test("by keyboard alone: skip link, search, evidence, and back to the link that was left", async (t) => {
    const { page, faults } = await openPage(t);
    const { keyboard } = page;
    await page.goto(at(""));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the content");
    await keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement.tagName"), "MAIN");

    await keyboard.press("/");
    await keyboard.type(product.words.slice(0, 12));
    await page.getByRole("option").first().waitFor();
    await keyboard.press("Escape");
    assert.equal(await page.getByRole("option").count(), 0);
    await keyboard.press("ArrowDown");
    await page.getByRole("option").first().waitFor();
    await keyboard.press("ArrowUp");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    const active = page.getByRole("option", { selected: true });
    assert.equal(await active.count(), 1);
    const id = await page.getByRole("combobox").getAttribute("aria-activedescendant");
    assert.equal(await active.getAttribute("id"), id);
    await keyboard.press("Enter");
    await page.waitForURL(/#\/(?:product|query)\//);

    await page.goto(at(productHash));
    await page.getByRole("heading", { level: 1, name: product.words }).waitFor();
    await page
      .getByRole("link", { name: /^Why: / })
      .first()
      .focus();
    const link = await page.evaluate<string>("document.activeElement.ariaLabel");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: /claims? behind it/ }).waitFor();
    assert.equal(await focused(page), link.replace("Why: ", ""), "the heading has the focus");
    const claim = page.locator("details.claim > summary").first();
    await claim.focus();
    await keyboard.press("Space");
    assert.equal(await page.locator("pre.raw:visible").count(), 0);
    await keyboard.press("Space");
    await page.locator("pre.raw").first().waitFor();

    // Its keys are the browser's own, which has no window here.
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: product.words }).waitFor();
    await page.waitForFunction(`document.activeElement.ariaLabel === ${JSON.stringify(link)}`);
    assert.deepEqual(faults, []);
  });

  test("free text asks for the nearest; what is not known is queued", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at(""));
    await page.getByRole("combobox").fill("zyx qwv unheard of");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing near this is known. It is queued for the next run.").waitFor();
    assert.deepEqual(faults, []);
  });

  test("the funnel has the numbers of cosmo status, with reasons and examples", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/run"));
    const { stages } = await cosmoJson<{
      readonly stages: readonly {
        readonly name: string;
        readonly rowsIn: number;
        readonly rowsOut: number;
        readonly dropped: Readonly<Record<string, number>>;
        readonly samples: Readonly<Record<string, readonly string[]>>;
      }[];
    }>(["status"], options);
    const count = (number: number): string => number.toLocaleString("en");
    for (const { name, rowsIn, rowsOut, dropped, samples } of stages) {
      const stage = page.getByRole("region", { name, exact: true });
      const total = await stage.locator(".total .number").allTextContents();
      assert.deepEqual(total, [count(rowsIn), count(rowsOut)], name);
      for (const [reason, rows] of Object.entries(dropped).filter(([, one]) => one > 0)) {
        const line = stage.locator(".dropped .line").filter({ hasText: reason });
        assert.equal(await line.locator(".number").textContent(), count(rows));
        const [example] = samples[reason] ?? [];
        if (example === undefined) continue;
        await line.click();
        await stage.getByText(example).waitFor();
      }
    }
    assert.deepEqual(faults, []);
  });

  test("mining is told as cosmo evaluate mining tells it, with a table behind each plot", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/mining"));
    await page.getByText("by today’s settings and inputs").waitFor();
    const { products, funnel, distributions } = await cosmoJson<MiningAnswer>(
      ["evaluate", "mining"],
      options,
    );
    const count = (number: number): string => number.toLocaleString("en");
    const covered = page.getByRole("region", { name: "Products covered" }).getByRole("row");
    await covered.filter({ hasText: "in a kept pair" }).getByText(count(products.kept)).waitFor();

    let opened = 0;
    const titles = { events: "Events", queries: "Queries", searchBuy: "Search-buy pairs" };
    for (const [group, name] of Object.entries(titles)) {
      const box = page.getByRole("region", { name, exact: true });
      const rules = funnel.find((row) => row.group === group)?.rules ?? [];
      for (const { rule, cut, samples } of rules.filter((one) => one.cut > 0)) {
        const line = box.locator(".dropped .line").filter({ hasText: rule });
        await line.getByText(count(cut)).first().waitFor();
        await line.press("Enter");
        await box.getByText(samples[0] ?? "").waitFor();
        opened += 1;
      }
    }
    assert.ok(opened > 0);

    assert.equal(await page.locator("figure.histogram").count(), distributions.length);
    const figure = page.getByRole("figure", { name: "Purchase rate, lower bound" });
    await figure.getByRole("img", { name: /^Search-buy pairs by Purchase rate/ }).waitFor();
    assert.equal(await figure.locator("line.cut").count(), 1);
    await figure.getByText("search-buy.purchase-rate-low").waitFor();
    const rates = distributions.find(({ measure }) => measure === "purchaseRateLow");
    const filled = rates?.bins.filter(({ kept }) => kept > 0) ?? [];
    await figure.locator("summary").press("Enter");
    for (const { bin, kept } of filled) {
      const row = figure.getByRole("row").filter({ has: page.getByText(bin, { exact: true }) });
      await row.getByRole("cell").first().getByText(count(kept), { exact: true }).waitFor();
    }
    assert.deepEqual(faults, []);
  });

  test("every view fits both sizes, and axe finds nothing in either colour scheme", async (t) => {
    const { page, faults } = await openPage(t);
    const checkAll = async (name: string): Promise<void> => {
      await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
      for (const [size, colorScheme] of [
        [desk, "light"],
        [desk, "dark"],
        [phone, "dark"],
      ] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await checkView(page, `${name} ${colorScheme} ${size.width} × ${size.height}`);
      }
    };
    const [edge] = serving.knowledge;
    for (const [hash, heading] of [
      ["#/", "Why shoppers buy what they buy"],
      [queryHash, query.words],
      [productHash, product.words],
      [`#/edge/${edge?.edge}`, edge?.sentence],
      [`#/intent/${edge?.intent.id}`, edge?.intent.wording],
      ["#/run", "The last run"],
      ["#/mining", "What mining did"],
      ["#/versions", "Versions of the graph"],
    ] as const) {
      await page.goto(at(hash));
      await page.getByRole("heading", { level: 1, name: heading ?? "" }).waitFor();
      await page.getByRole("contentinfo").getByText(serving.version).waitFor();
      await checkAll(hash);
    }
    await page.getByRole("combobox").fill("s");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await checkAll("search");
    assert.deepEqual(faults, []);
  });

  test("with keys, a reader sees knowledge, and the operator the last run too", async (t) => {
    const keys = { reader: "reader-0123456789abcdef", operator: "operator-0123456789abcdef" };
    const guarded = await serving.serveWithKeys(keys);
    const { page, faults } = await openPage(t, { refusals: true });
    const give = async (key: string): Promise<void> => {
      await page.getByLabel("Key").fill(key);
      await page.getByRole("button", { name: "Use this key" }).click();
    };
    await page.goto(`${guarded}/${queryHash}`);
    await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
    await give("no-key-of-this-server");
    await page.getByText("The server refused this key").waitFor();
    await give(keys.reader);
    await page.getByRole("heading", { level: 1, name: query.words }).waitFor();
    await page.getByRole("link", { name: "Last run" }).click();
    await page.getByRole("heading", { name: "This needs the operator’s key" }).waitFor();
    await give(keys.operator);
    await page.getByRole("heading", { level: 1, name: "The last run" }).waitFor();
    assert.deepEqual(faults, []);
  });

  test("versions are those of graph log; a newer one is told without being asked", async (t) => {
    const { page, faults } = await openPage(t);
    await page.goto(at("#/versions"));
    const current = page.getByRole("region", { name: serving.version });
    await current.getByText("current", { exact: true }).waitFor();
    const version = await serving.publishAnother();
    await page.getByRole("combobox").fill("s");
    const status = page.getByRole("contentinfo");
    await status.getByText(`Now served: ${version}`).waitFor();
    await status.getByRole("button", { name: "Show it" }).click();
    const newer = page.getByRole("region", { name: version });
    await newer.getByText("current", { exact: true }).waitFor();
    assert.equal(await page.locator("section.version").count(), 2);
    assert.deepEqual(faults, []);
  });
});
