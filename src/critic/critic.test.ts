import assert from "node:assert/strict";
import { test } from "node:test";
import { contextOf, endsOf } from "./critic.ts";
import { criticInput } from "./critic-for-tests.ts";

test("a product is its title, with its type behind it where that does not say it", () => {
  const wordsOf = (title: string, type: string | null): string =>
    endsOf(criticInput({ products: [{ title, type }] }))[1];
  assert.equal(wordsOf("Shelter", "tent"), "Shelter (tent)");
  assert.equal(wordsOf("Two-person Tent", "tent"), "Two-person Tent");
  assert.equal(wordsOf("two-person tent", "Tent"), "two-person tent");
  assert.equal(wordsOf("Shelter", null), "Shelter");
});

test("a search has its query and its product as ends", () => {
  const input = criticInput();
  assert.deepEqual(endsOf(input), ["camping", "Sturdy shelter (tent)"]);
  assert.equal(contextOf(input), "Searched for “camping” and bought: Sturdy shelter (tent).");
});

test("a co-buy has its two products as ends, in their order", () => {
  const input = criticInput({
    subject: "coBuy",
    query: null,
    products: [
      { title: "Lamp", type: null },
      { title: "Shelter", type: "tent" },
    ],
  });
  assert.deepEqual(endsOf(input), ["Lamp", "Shelter (tent)"]);
  assert.equal(contextOf(input), "Bought together: Lamp; Shelter (tent).");
});

test("a product type has its name and the titles of its examples as ends", () => {
  const input = criticInput({
    subject: "productType",
    query: null,
    products: ["Sturdy shelter", "Two-person Tent", "Dome"].map((title) => ({
      title,
      type: "tent",
    })),
  });
  assert.deepEqual(endsOf(input), ["tent", "Sturdy shelter; Two-person Tent; Dome"]);
  assert.equal(
    contextOf(input),
    "Product type: tent, such as: Sturdy shelter; Two-person Tent; Dome.",
  );
});
