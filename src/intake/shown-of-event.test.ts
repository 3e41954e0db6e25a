import assert from "node:assert/strict";
import { test } from "node:test";
import { shownOfEvent } from "./shown-of-event.ts";

test("times, short numbers, known kinds and ids are shown", () => {
  assert.equal(shownOfEvent("time", "2024-01-31 13:45:00"), "2024-01-31 13:45:00");
  assert.equal(shownOfEvent("time", 1404864000), 1404864000);
  assert.equal(shownOfEvent("position", "0"), "0");
  assert.equal(shownOfEvent("quantity", -2), -2);
  assert.equal(shownOfEvent("kind", "Add to cart"), "Add to cart");
  assert.equal(shownOfEvent("product", "85123A"), "85123A");
  assert.equal(shownOfEvent("product", ""), "");
  assert.equal(shownOfEvent("session", undefined), null);
});

test("words are never shown, whatever the column they slid into", () => {
  for (const field of [
    "time",
    "position",
    "quantity",
    "kind",
    "product",
    "session",
    "site",
    "id",
  ]) {
    assert.equal(shownOfEvent(field, "hiv test for anna smith"), "text of 23 characters");
    assert.equal(shownOfEvent(field, "herpes"), "text of 6 characters");
    assert.equal(shownOfEvent(field, "anna77@example.com"), "text of 18 characters");
    assert.equal(shownOfEvent(field, { query: "herpes" }), "an object");
    assert.equal(shownOfEvent(field, ["herpes"]), "a list");
  }
});

test("numbers that are none of the field's are told by their shape", () => {
  assert.equal(shownOfEvent("time", "12/01/2010"), "99/99/9999");
  assert.equal(shownOfEvent("quantity", "1,000"), "9,999");
  assert.equal(shownOfEvent("quantity", "4930123456"), "9999999999");
  assert.equal(shownOfEvent("product", "4111111111111111"), "9999999999999999");
});
