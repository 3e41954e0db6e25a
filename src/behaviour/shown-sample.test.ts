import assert from "node:assert/strict";
import { test } from "node:test";
import { shownSample } from "./shown-sample.ts";

test("an id of a log that is an address or a number is not shown; how many there were is", () => {
  const shown = (sample: string) => shownSample("dropped_events", sample);
  assert.equal(
    shown("session ann@example.com: 120 searches, 0 clicks in 119 seconds"),
    "an example with email, which stays here",
  );
  assert.equal(shown("shop/4155552671"), "an example with phone, which stays here");
  assert.equal(shown("event shop/85123A 17"), "event shop/85123A 17");
});

test("what was measured is told with four significant digits, whatever the engine makes of a double", () => {
  const shown = (millionths: string) => shownSample("dropped_co_buys", `lift \u001f${millionths}`);
  assert.deepEqual(["605", "12337400", "-250000", "0"].map(shown), [
    ...["lift 0.000605", "lift 12.34", "lift -0.25", "lift 0"],
  ]);
});

test("products of the catalogue are shown, however their ids look", () => {
  const sample = "shop/4155552671 and shop/4155552672: 5 times, lift 0.8";
  assert.equal(shownSample("dropped_co_buys", sample), sample);
});
