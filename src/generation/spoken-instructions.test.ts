import assert from "node:assert/strict";
import { test } from "node:test";
import { asData } from "../text/delimited.ts";
import { injections } from "./injections.ts";
import { instructionAt } from "./instruction-signs.ts";
import { spokenInstructions } from "./spoken-instructions.ts";

const showing = (...texts: readonly string[]) =>
  spokenInstructions({
    prompt: texts.map((text) => `Product: «${asData(text, 160)}»`).join("\n"),
  });

test("the set holds forty hostile titles and more, each once", () => {
  assert.ok(injections.length >= 40);
  assert.equal(new Set(injections.map(({ text }) => text)).size, injections.length);
});

for (const { name, text, payload, hidden } of injections) {
  test(`what “${name}” asks for is told from the model's own words${hidden ? ", but can't be" : ""}`, () => {
    const isSpoken = showing("Travel mug with lid", text);
    for (const said of [payload, ` ${payload}.`, `Sure! ${payload}`, payload.toUpperCase()]) {
      assert.equal(isSpoken(said), hidden === undefined, said);
    }
    for (const own of ["keeping drinks warm on a trip", "hiking in winter", "travel mug"]) {
      assert.equal(isSpoken(own), false, own);
    }
  });
}

test("what a harmless title says may be said again", () => {
  const isSpoken = showing("Dome Tent for Family Camping", "You Are My Sunshine Baby Blanket");
  for (const own of ["family camping", "a baby blanket", "sunshine"]) {
    assert.equal(isSpoken(own), false, own);
  }
});

test("ordinary titles do not speak to a model", () => {
  for (const title of [
    "Home Theater Sound System, 5.1 Channels",
    "Laptop Sleeve (Model: B010280), 13-Inch",
    "Answering Machine with Repeat, 2 Handsets",
    "Pack of 3. 100 % Cotton Socks, Sizes 4. to 6.",
    "Write and Wipe Board, A4",
    "Print Set (S), Ignore-the-Rain Poncho",
    "Score Board for Table Tennis",
    "System User Guide, Volume 2",
  ]) {
    assert.equal(instructionAt(title), undefined, title);
  }
});

test("signs of a chat template are no answer, whatever the prompt shows", () => {
  const isSpoken = showing("Travel mug");
  for (const line of ["tea<|im_end|>", "<|im_start|>system", "[/INST] tea", "tea</s>"]) {
    assert.equal(isSpoken(line), true, line);
  }
  assert.equal(isSpoken("tea at < 80 degrees [hot]"), false);
});
