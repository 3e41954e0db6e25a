import assert from "node:assert/strict";
import { test } from "node:test";
import { likePattern, type RuleLine, typeRules } from "./type-rules.ts";

const line = (
  number: number,
  cells: Partial<Readonly<Record<"sku" | "title" | "category" | "type", string>>>,
): RuleLine =>
  ({
    line: number,
    sku: undefined,
    title: undefined,
    category: undefined,
    type: undefined,
    ...cells,
  }) as RuleLine;

test("each line is a rule by what it names", () => {
  const { rules } = typeRules(
    [line(2, { sku: "A", type: "tent" }), line(3, { title: "*gift*", type: " gift  card " })],
    "types.csv",
  );
  assert.deepEqual(rules, [
    { line: 2, by: "sku", value: "A", type: "tent" },
    { line: 3, by: "title", value: "*gift*", type: "gift card" },
  ]);
});

test("wrong lines are told with their numbers, and what is wrong", () => {
  const wrong: readonly (readonly [RuleLine, string])[] = [
    [line(2, { type: "tent" }), "line 2: it names neither sku nor title nor category"],
    [line(3, { sku: "A", title: "b", type: "t" }), "line 3: it names a sku and a title"],
    [line(4, { sku: "A" }), 'line 4: the sku "A" has no type'],
    [{ line: 5, problem: "a quote is left open" }, "line 5: a quote is left open"],
  ];
  for (const [bad, told] of wrong) {
    assert.throws(
      () => typeRules([bad], "types.csv"),
      (error: Error & { code: string; hint: string }) => {
        assert.equal(error.code, "PRODUCT_TYPES_INVALID");
        assert.ok(error.message.includes(told), error.message);
        assert.match(error.hint, /Correct the lines/);
        return true;
      },
    );
  }
});

test("one sku, title or category twice is an error, also with the same type", () => {
  for (const [one, other] of [
    [
      { sku: "A", type: "tent" },
      { sku: "A", type: "lamp" },
    ],
    [
      { title: "Tent*", type: "tent" },
      { title: "TENT*", type: "tent" },
    ],
  ] as const) {
    assert.throws(
      () => typeRules([line(2, one), line(7, other)], "types.csv"),
      /line 7: .*in line 2/,
    );
  }
  assert.equal(
    typeRules([line(2, { sku: "a", type: "x" }), line(3, { sku: "A", type: "y" })], "t").rules
      .length,
    2,
  );
});

test("of many wrong lines the first are named, and the others counted", () => {
  const lines = Array.from({ length: 9 }, (_, at) => line(at + 2, { type: "x" }));
  assert.throws(() => typeRules(lines, "types.csv"), /line 6: .*; and 4 more$/);
});

test("a star is any letters, and no other sign is", () => {
  assert.equal(likePattern("100%_*off\\"), "100\\%\\_%off\\\\");
});
