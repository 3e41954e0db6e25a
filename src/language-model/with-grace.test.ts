import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { withGrace } from "./with-grace.ts";

test("work that ends soon after the signal aborts comes to its end", async () => {
  const controller = new AbortController();
  const done = withGrace(controller.signal, 60_000, async (lasting) => {
    await setTimeout(10);
    return lasting.aborted;
  });
  controller.abort(new Error("stop"));
  assert.equal(await done, false);
});

test("work that does not end in time is aborted with the reason, also where the signal aborted before", async () => {
  const controller = new AbortController();
  controller.abort(new Error("stop"));
  const forever = (lasting: AbortSignal) =>
    new Promise<never>((_, reject) => {
      lasting.addEventListener("abort", () => reject(lasting.reason));
    });
  await assert.rejects(withGrace(controller.signal, 5, forever), /stop/);
});
