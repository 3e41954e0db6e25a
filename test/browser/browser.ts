import { after, type TestContext } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/find-browser.ts";

/** Why these tests are skipped; false where they are not. */
export const noBrowser: string | false =
  findBrowser(process.env) === undefined &&
  "no Chromium here: `node scripts/install-browser.ts` brings it, or says why not";

export const desk = { width: 1280, height: 720 };
export const phone = { width: 360, height: 740 };

export interface PageOptions {
  readonly size?: typeof desk;
  /** Refusals that the browser writes into its console by itself, such as a 404. */
  readonly refusals?: boolean;
}

export interface OpenPage {
  readonly page: Page;
  /** What went wrong in the browser so far. */
  readonly faults: readonly string[];
}

let browser: Promise<Browser> | undefined;
// Where none could be started, the tests have said so; what is behind this hook is closed all the same.
after(async () => (await browser?.catch(() => undefined))?.close());

/** A page for one test, with empty storage, that notes errors of the console, of scripts and of loading. */
export async function openPage(
  test: TestContext,
  { size = desk, refusals = false }: PageOptions = {},
): Promise<OpenPage> {
  browser ??= chromium.launch({
    executablePath: findBrowser(process.env) ?? "",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  const context = await (await browser).newContext({
    viewport: size,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  test.after(() => context.close());
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    const isRefusal = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !(refusals && isRefusal)) {
      faults.push(message.text());
    }
  });
  return { page, faults };
}
