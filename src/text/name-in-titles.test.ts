import assert from "node:assert/strict";
import { test } from "node:test";
import { nameInTitles } from "./name-in-titles.ts";

test("a kind of thing is called by the words that most of its titles share", () => {
  const mice = ["Logi Wireless Mouse M325", "Wireless Mouse, silver", "HP mouse for travel"];
  assert.equal(nameInTitles(mice), "wireless mouse");
  assert.equal(
    nameInTitles([
      "Barilla Penne Pasta, 16 Ounce (Pack of 4)",
      "Farfalle pasta, 12 Ounce (Pack of 2)",
    ]),
    "pasta",
  );
});

test("of one title, and of titles that share nothing but sizes and colours, nothing is said", () => {
  assert.equal(nameInTitles(["Dome Tent"]), undefined);
  assert.equal(nameInTitles(["Black Tea 12 oz", "Black Boot 12 oz"]), undefined);
  assert.equal(nameInTitles([]), undefined);
});

test("no more than three words, in the order of the titles, as most titles have them", () => {
  assert.equal(
    nameInTitles(["Knorr Rice Sides Creole", "Knorr rice side Chipotle", "Knorr Rice Sides Thai"]),
    "knorr rice sides",
  );
  assert.equal(nameInTitles(["Ring of stars", "Rings", "Rings by Ann"]), "rings");
});
