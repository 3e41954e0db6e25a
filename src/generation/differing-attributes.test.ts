import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { shuffled } from "../statistics/shuffled.ts";
import { type BoughtProduct, differingAttributes } from "./differing-attributes.ts";

const colours = ["red", "blue", "green", "grey"];
const uses = { waterproof: ["cycling", "rain"], others: ["office", "school"] };

/** Bags, every other one waterproof, which cyclists buy; colours tell nothing of who buys them. */
const bagsOf = (length: number) =>
  Array.from({ length }, (_, place): BoughtProduct => {
    const random = seededRandom(place);
    const isDry = place % 2 === 0;
    const [own, other] = isDry ? [uses.waterproof, uses.others] : [uses.others, uses.waterproof];
    const use = (): string => random.pick(random.chance(0.9) ? own : other);
    return {
      words: ` maker${place} ${isDry ? "waterproof " : ""}laptop bag | ${random.pick(colours)} `,
      brand: "",
      queries: [`laptop bag for ${use()}`, `waterproof bag`],
      bought: [random.chance(0.5) ? "umbrella" : "notebook", `${use()} guide`],
    };
  });
const bags = bagsOf(32);

/** A word for a number: those with digits are measures. */
const spelled = (number: number): string =>
  Array.from(String(number + 1000), (digit) => "bdfgklmnpr"[Number(digit)]).join("o");

const found = (products: readonly BoughtProduct[], seed = 1) =>
  differingAttributes("laptop bag", products, seed).map(({ attribute }) => attribute);

test("an attribute whose products are bought for something else is found, and a colour that tells nothing is not", () => {
  assert.deepEqual(found(bags), ["waterproof"]);
  const [waterproof] = differingAttributes("laptop bag", bags, 1);
  assert.ok((waterproof?.probability ?? 1) <= 0.01);
  assert.deepEqual(
    differingAttributes("laptop bag", bags, 1),
    differingAttributes("laptop bag", bags, 1),
  );
});

test("one attribute that makes a difference is found among hundreds that make none", () => {
  const random = seededRandom(7);
  const rare = (_: unknown, word: number) => (random.chance(0.2) ? ` | ${spelled(word)}` : "");
  const many = bagsOf(128).map((bag) => ({
    ...bag,
    words: `${bag.words}${Array.from({ length: 240 }, rare).join("")} `,
  }));
  assert.deepEqual(found(many), ["waterproof"]);
});

test("dealt out anew over the products the attribute tells nothing", () => {
  const counts = [1, 2, 3, 4, 5].map((seed) => {
    const dealt = shuffled(bags, seededRandom(seed));
    return found(bags.map((bag, place) => ({ ...bag, words: dealt[place]?.words ?? "" }))).length;
  });
  assert.ok(counts.filter((count) => count > 0).length <= 1, String(counts));
});

test("that who says the attribute buys what has it tells nothing new", () => {
  const said = bags.map((bag, place) => ({
    ...bag,
    queries: [place % 2 === 0 ? "waterproof laptop bags" : "laptop bags"],
    bought: [],
  }));
  assert.deepEqual(found(said), []);
});

test("a product with many contexts does not decide, and an attribute of two products is not looked at", () => {
  const alike = bags.map((bag, place) => ({
    ...bag,
    words: bag.words.replace("waterproof", place < 4 ? "padded" : ""),
    queries: ["school", "office"],
    bought: place === 0 ? Array.from({ length: 60 }, (_, at) => `thing ${at}`) : ["notebook"],
  }));
  assert.deepEqual(found(alike), []);
  assert.deepEqual(found(bags.slice(0, 4)), []);
});

test("a maker's name is no attribute, whether a brand says it or titles begin with it", () => {
  const made = bags.map((bag, place) => ({
    ...bag,
    words: place % 2 === 0 ? ` northwind laptop bag ` : ` maker${place} laptop bag `,
  }));
  assert.deepEqual(found(made), []);
  const branded = bags.map((bag, place) => ({
    ...bag,
    words: place % 2 === 0 ? ` laptop bag ${colours[place % 4]} by northwind ` : bag.words,
    brand: "northwind",
  }));
  assert.deepEqual(found(branded), []);
});
