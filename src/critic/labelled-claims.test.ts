import assert from "node:assert/strict";
import { test } from "node:test";
import { labelRow } from "../stage/labels-for-tests.ts";

import { labelledClaims } from "./labelled-claims.ts";

const targetsOf = (...answers: Parameters<typeof labelRow>[0][]) => {
  const [claim, ...others] = labelledClaims(
    answers.map((details, place) => labelRow({ annotator: `annotator ${place}`, ...details })),
  );
  assert.equal(others.length, 0, "one claim");
  return claim?.targets;
};

test("a claim's target is the share of yes among those who said yes or no", () => {
  const say = (plausible: "yes" | "no" | "not-sure") => ({ answers: { plausible } });
  assert.equal(targetsOf(say("yes"))?.plausible, 1);
  assert.equal(targetsOf(say("no"))?.plausible, 0);
  assert.equal(targetsOf(say("yes"), say("no"), say("no"), say("no"))?.plausible, 0.25);
  assert.equal(targetsOf(say("yes"), say("not-sure"))?.plausible, 1);
});

test("where nobody said yes or no there is no target", () => {
  assert.deepEqual(targetsOf({ answers: { plausible: "not-sure" } }), {
    plausible: null,
    typical: null,
  });
  assert.deepEqual(targetsOf({ answers: { typical: "no" } }), { plausible: null, typical: 0 });
});

test("readings of one claim come together; what differs in data, head, relation or tail is another", () => {
  const claims = labelledClaims([
    labelRow({ annotator: "one" }),
    labelRow({ annotator: "two", round: 2, sentence: "In other words." }),
    ...[
      { data: "another shop" },
      { query: "tents" },
      { productB: "shop/other" },
      { relation: "isA" },
      { tail: "resting" },
      { subject: "coBuy" as const, productA: "shop/lamp", titleA: "Lamp", query: null },
    ].map((details) => labelRow(details)),
  ]);
  assert.equal(claims.length, 7);
});

test("labels that stand on no side are left out", () => {
  const claims = labelledClaims([
    labelRow({ tail: "a", split: "none" }),
    labelRow({ tail: "b", split: null }),
    labelRow({ tail: "c", split: "test" }),
    labelRow({ tail: "d", split: "calibration" }),
  ]);
  assert.deepEqual(
    claims.map(({ split }) => split),
    ["test", "calibration"],
  );
});

test("the order is that of the claims' words, in whatever order labels come", () => {
  const rows = ["b", "c", "a"].flatMap((tail) => [
    labelRow({ tail, annotator: "one" }),
    labelRow({ tail, annotator: "two" }),
  ]);
  const claims = labelledClaims(rows);
  assert.deepEqual(
    claims.map(({ input }) => input.tail),
    ["a", "b", "c"],
  );
  assert.deepEqual(labelledClaims(rows.toReversed()), claims);
});

test("a claim of a search is seen as a critic will see it", () => {
  const [claim] = labelledClaims([
    labelRow({ measures: { support: 3, spread: 0, unknown: 7 }, domain: null }),
  ]);
  assert.deepEqual(claim, {
    input: {
      relation: "usedFor",
      subject: "searchBuy",
      tail: "sleeping outdoors",
      sentence: "People use it for sleeping outdoors.",
      query: "camping",
      products: [{ title: "Sturdy shelter", type: "tent" }],
      counts: { support: 3, spread: 0 },
    },
    targets: { plausible: 1, typical: 1 },
    split: "train",
    group: "tent",
    domain: "unknown",
    madeBy: "a model",
  });
});

test("a co-buy has both products, and hangs together with claims of both types", () => {
  const [claim] = labelledClaims([
    labelRow({
      ...{ subject: "coBuy", query: null, productA: "shop/lamp" },
      ...{ titleA: "Bright lamp", typeA: null },
    }),
  ]);
  assert.deepEqual(claim?.input.products, [
    { title: "Bright lamp", type: null },
    { title: "Sturdy shelter", type: "tent" },
  ]);
  assert.equal(claim?.group, "bright lamp");
});

test("types that come in one pair hang together, directly or over others", () => {
  const coBuy = (typeA: string, typeB: string) =>
    labelRow({
      ...{ subject: "coBuy", query: null, productA: `shop/${typeA}`, tail: typeA + typeB },
      ...{ titleA: typeA, typeA, typeB },
    });
  const claims = labelledClaims([
    coBuy("lamp", "tent"),
    coBuy("tent", "rope"),
    labelRow({ typeB: "rope" }),
    labelRow({ typeB: "chair", tail: "sitting" }),
  ]);
  const groups = claims.map(({ group }) => group);
  assert.equal(new Set(groups).size, 2);
  assert.equal(groups.filter((group) => group === "chair").length, 1);
});

const ofType = (typeB: string, details: Parameters<typeof labelRow>[0] = {}) =>
  labelRow({
    ...{ subject: "productType", query: null, productB: null, titleB: null, domain: null },
    ...{ typeB, titles: ["Sturdy shelter", "Dome", "Pop-up", "Bell"], tail: "festivals" },
    ...details,
  });

test("a claim about a product type has up to three examples, as a critic will see them", () => {
  const [claim, ...others] = labelledClaims([ofType("tent", { measures: { votes: 4 } })]);
  assert.deepEqual(others, []);
  assert.deepEqual(claim?.input, {
    ...{ relation: "usedFor", subject: "productType", tail: "festivals" },
    sentence: "People use it for sleeping outdoors.",
    query: null,
    products: ["Sturdy shelter", "Dome", "Pop-up"].map((title) => ({ title, type: "tent" })),
    counts: { votes: 4 },
  });
  assert.equal(claim?.group, "tent");
});

test("spellings of a type are one claim, whatever titles were shown; other types are others", () => {
  const claims = labelledClaims([
    ofType("tent", { annotator: "one" }),
    ofType("Tent", { annotator: "two", titles: ["Dome"], answers: { plausible: "no" } }),
    ofType("rope"),
  ]);
  assert.deepEqual(
    claims.map(({ group, targets }) => [group, targets.plausible]),
    [
      ["rope", 1],
      ["tent", 0.5],
    ],
  );
});

test("claims about a type and about its products hang together, however it is spelt", () => {
  const coBuy = labelRow({
    ...{ subject: "coBuy", query: null, productA: "shop/lamp" },
    ...{ titleA: "Lamp", typeA: "Lamp", typeB: "TENT" },
  });
  const claims = labelledClaims([ofType("Tent"), coBuy, labelRow({ typeB: "lamp" })]);
  assert.equal(claims.length, 3);
  assert.deepEqual(new Set(claims.map(({ group }) => group)), new Set(["lamp"]));
});

test("labels of single products and of queries are not for this critic", () => {
  const rows = [
    labelRow({ subject: "product", query: null }),
    labelRow({ subject: "query", productB: null, titleB: null }),
  ];
  assert.deepEqual(labelledClaims(rows), []);
  assert.equal(labelledClaims([...rows, labelRow()]).length, 1);
});
