import type { ReadyAnswer } from "../../../src/api/workspace-answers.ts";
import { ask } from "./ask.ts";
import { homeMarketStore } from "./home-market.ts";
import { readinessStore } from "./readiness.ts";

const calmMs = 15_000;
/** While the server is away, or has no graph yet. */
const eagerMs = 1500;

/** Asks now and then whether the server is ready and which version it serves, while the page is seen. */
export function watchReadiness(): void {
  const { signal } = new AbortController();
  let timer = 0;

  function plan(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, readinessStore.read() === "ready" ? calmMs : eagerMs);
  }

  async function look(): Promise<void> {
    window.clearTimeout(timer);
    if (document.visibilityState === "visible") {
      const outcome = await ask<ReadyAnswer>("/readyz", signal);
      if (outcome.ok) {
        const { site, locale } = outcome.answer;
        const home = homeMarketStore.read();
        if (home?.site !== site || home.locale !== locale) homeMarketStore.write({ site, locale });
        readinessStore.write("ready");
      }
    }
    plan();
  }

  readinessStore.follow(plan);
  document.addEventListener("visibilitychange", look);
  void look();
}
