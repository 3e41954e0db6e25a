import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalForm } from "./normal-form.ts";

const joined: readonly (readonly [string, ...string[]])[] = [
  [
    "Camping in the winter.",
    "camping in winter",
    "go camping in winter",
    "to go camping in winter",
  ],
  ["fishing", "going fishing", "Fishing!", " fishing "],
  ["walking the dog", "walk the dog", "to walk the dog", "walk your dog", "Walking their dogs"],
  ["holding snacks", "hold snacks", "to hold snacks", "holding the snack", "holds snacks"],
  ["protect their new phone", "protecting your new phone", "protects new phones"],
  ["cleaning the kitchen", "clean the kitchen", "to clean the kitchen", "clean their kitchen"],
  ["drying the skin", "dry the skin", "dry your skin"],
  ["keep food warm", "keeping the food warm", "Keeps food warm."],
  ["have fun with their children", "having fun with the children"],
  ["being healthy", "be healthy", "to be healthy"],
  ["relaxing after a long day", "relax after long days", "in order to relax after a long day"],
  ["assembling a desktop", "assemble desktops"],
  ["use as a chair", "use as chair"],
  ["a gift for her mother", "gift for mothers", "The gift for a mother"],
  ["cat owner", "cat owners", "a cat owner", "Cat Owners;"],
  ["kids' parties", "kid's party", "kids party"],
  ["women's shoes", "womens shoe", "woman's shoes", "women shoes"],
  ["children's toys", "child's toy", "childrens toys"],
  ["Mother's Day", "mothers day", "the mother’s day"],
  ["salt & pepper", "salt and pepper"],
  ["snacks, drinks, and food", "snack, drink and food"],
  ["T-shirts", "t-shirt", "T shirt", "t-shirts"],
  ["sugar-free candy", "sugar free candies"],
  ['"camping"', "(camping)", "- camping", "camping...", "‘camping’,"],
  ["scarves", "a scarf"],
  ["sensitive teeth", "a sensitive tooth"],
  ["camera and its accessories", "camera & accessories", "camera and accessory"],
  ["the morning", "mornings"],
  ["in the mornings", "in the morning", "in morning"],
];

const apart: readonly (readonly [string, string, ...string[]])[] = [
  ["dry skin", "drying the skin", "to dry skin"],
  ["dry hair", "drying hair"],
  ["clean house", "cleaning the house"],
  ["warm hands", "warming the hands"],
  ["train shoes", "training shoes"],
  ["paint for children", "painting for children"],
  ["iron board", "ironing board"],
  ["build blocks", "building blocks"],
  ["water plants", "water the plants"],
  ["make the bed", "make a bed"],
  ["glasses", "glass"],
  ["shorts", "short"],
  ["goods", "good"],
  ["first solids", "first solid"],
  ["a walk in the woods", "a walk in wood"],
  ["boxers", "a boxer"],
  ["smoked salmon", "smoking salmon"],
  ["heated blanket", "heat blanket"],
  ["a few friends", "few friends"],
  ["a little help", "little help"],
  ["for the US", "for us"],
  ["vitamin A", "vitamin", "vitamin C"],
  ["My Little Pony", "little pony"],
  ["gift for her", "gift for him", "gift"],
  ["with children", "without children"],
  ["camping", "winter camping", "camping in summer"],
  ["hiking, camping", "hiking camping"],
  ["50% cotton", "50 cotton"],
  ["-5 degrees", "5 degrees"],
  ["ages 10-15", "ages 10 15"],
  ["C++", "c", "c#"],
  ['6" pipe', "6 pipe"],
  ["$50 gift", "50 gift"],
  ["to work", "work"],
  ["rosé", "rose"],
  ["bass", "bas"],
  ["to and from school", "and from school"],
  ["cook", "cooking"],
];

for (const [first, ...others] of joined) {
  test(`${first} is the same as ${others.join(" / ")}`, () => {
    for (const other of others) assert.equal(normalForm(other), normalForm(first), other);
  });
}

for (const texts of apart) {
  test(`${texts.join(" / ")} keep apart`, () => {
    assert.equal(
      new Set(texts.map(normalForm)).size,
      texts.length,
      texts.map(normalForm).join(" / "),
    );
  });
}

test("forms as they are stored", () => {
  assert.equal(normalForm("To walk the dog."), "walk the dog");
  assert.equal(normalForm("Protecting their new phones from drops"), "protect new phone from drop");
  assert.equal(normalForm("..."), "...");
  assert.equal(normalForm("the"), "the");
});

const words =
  `a an the my her their its it us to go going in order for of with and or be being have few little
   camping walking drying relaxing making dry walk dog dogs dog's kids' children women's glasses shorts
   t-shirts accessories leaves keeps holds winter 6" c++ & , . - ( ) ' "hi" -5 .5 vitamin a-line it's
   one's Ü-förmig ΑΣ σας`.split(/\s+/);
const phrase = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 4 })),
    {
      maxLength: 7,
    },
  )
  .map((all) => all.join(" "));
const anyText = fc.oneof(
  { weight: 3, arbitrary: phrase },
  fc.string({ unit: "binary", maxLength: 30 }),
);

test("a normal form is its own normal form, and empty for blank text alone", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const form = normalForm(text);
      assert.equal(normalForm(form), form);
      if (/[\p{L}\p{N}]/u.test(text)) assert.notEqual(form, "");
    }),
    { numRuns: 1000 },
  );
});

test("case and spacing make no difference", () => {
  const latin = fc.array(fc.constantFrom(...words.filter((word) => /^[\x20-\x7e]+$/.test(word))), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(latin, fc.constantFrom(" ", "  ", "\t", "\u00a0", " \n"), (all, space) => {
      assert.equal(
        normalForm(` ${all.join(space).toUpperCase()}${space}`),
        normalForm(all.join(" ")),
      );
    }),
  );
});
