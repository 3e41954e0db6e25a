import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { madeResult } from "../../src/cli/render/relevance-page/made-result-for-tests.ts";
import { readPageStyle } from "../../src/cli/render/relevance-page/page-style.ts";
import { relevancePage } from "../../src/cli/render/relevance-page/relevance-page.ts";
import { desk, noBrowser, openPage, phone } from "./browser.ts";
import { checkView } from "./check-view.ts";

describe("the page of evaluate relevance", { skip: noBrowser }, () => {
  const result = madeResult();
  const text = relevancePage({
    ...{ result, command: "cosmo evaluate relevance --data judgements.csv" },
    style: readPageStyle(),
  });

  test("its marks are seen where the numbers beside them say", async (t) => {
    const { page, faults } = await openPage(t);
    await page.setContent(text);
    const table = page.getByRole("table", { name: "macro F1, in per cent" });
    const marks = table.locator("tbody circle");
    assert.equal(await marks.count(), result.rows.length);
    const places = await marks.evaluateAll((circles) =>
      circles.map((circle) => circle.getBoundingClientRect().x),
    );
    const means = result.rows.map(({ macroF1 }) => macroF1?.mean ?? 0);
    const order = (values: readonly number[]) =>
      [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    assert.deepEqual(order(places), order(means));
    await page.getByRole("img", { name: /^The positive control: / }).waitFor();
    await page.getByText("primary", { exact: true }).waitFor();
    assert.deepEqual(faults, []);
  });

  test("examples open with the keyboard, and what they quote is text", async (t) => {
    const { page, faults } = await openPage(t);
    await page.setContent(text);
    const examples = page.locator("details.errors").first();
    await examples.locator("summary").press("Enter");
    await examples.getByText("<script>alert(").first().waitFor();
    assert.deepEqual(faults, []);
  });

  test("it fits both sizes, and axe finds nothing in either colour scheme", async (t) => {
    const { page } = await openPage(t);
    await page.setContent(text);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    for (const [size, colorScheme] of [
      [desk, "light"],
      [phone, "dark"],
    ] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await checkView(page, `${colorScheme} ${size.width} × ${size.height}`);
    }
  });
});
