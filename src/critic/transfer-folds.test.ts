import assert from "node:assert/strict";
import { test } from "node:test";
import { labelRow } from "../stage/labels-for-tests.ts";
import { type LabelledClaim, labelledClaims } from "./labelled-claims.ts";
import { type TransferFold, transferFolds, transferKinds } from "./transfer-folds.ts";

/** Claims about 48 types of six domains, about purchases of them, and about purchases over domains. */
function shopClaims(): readonly LabelledClaim[] {
  const ofType = (type: number) => ({
    typeB: `type ${type}`,
    domain: type < 48 ? `domain ${type % 6}` : null,
    query: null,
    sentence: "",
  });
  return labelledClaims([
    ...Array.from({ length: 50 }, (_, type) =>
      ["one", "two", "three"].map((tail) =>
        labelRow({
          ...ofType(type),
          subject: "productType",
          productB: null,
          titleB: null,
          titles: ["A title"],
          tail: `tail ${tail} of ${type}`,
        }),
      ),
    ).flat(),
    ...Array.from({ length: 24 }, (_, type) =>
      labelRow({ ...ofType(type), productB: `shop/${type}`, tail: `said of ${type % 9} types` }),
    ),
    ...Array.from({ length: 6 }, (_, type) =>
      labelRow({
        ...ofType(type),
        subject: "coBuy",
        productA: `shop/${type + 7}`,
        titleA: "Another",
        typeA: `type ${type + 7}`,
        tail: `both ${type}`,
      }),
    ),
    ...Array.from({ length: 48 }, (_, type) =>
      labelRow({
        ...ofType(type),
        subject: "productType",
        titles: ["A title"],
        productB: null,
        tail: "camping",
        madeBy: "closed list",
      }),
    ),
  ]);
}

const claims = shopClaims();
const arranged = transferFolds(claims, { folds: 3, seed: 1 });
const claimsAt = (places: readonly number[]) =>
  places.map((place) => claims[place] ?? assert.fail());
const types = (places: readonly number[]) =>
  new Set(claimsAt(places).flatMap(({ input }) => input.products.map(({ type }) => type)));
const domains = (places: readonly number[]) =>
  new Set(claimsAt(places).map(({ domain }) => domain));
const tails = (places: readonly number[]) =>
  new Set(
    claimsAt(places).flatMap(({ input, madeBy }) => (madeBy === "closed list" ? [] : input.tail)),
  );
const folds = transferKinds.flatMap((kind) => arranged[kind]);

test("each claim of a known domain is tested on once in each way", () => {
  const known = [...claims.keys()].filter((place) => claims[place]?.domain !== "unknown");
  assert.equal(claims.length - known.length, 6, "two types are of no domain");
  for (const kind of transferKinds) {
    const tested = arranged[kind].flatMap(({ test: places }) => places);
    assert.deepEqual(
      tested.toSorted((a, b) => a - b),
      known,
    );
  }
});

test("no product type and no tail of a model is on both sides", () => {
  for (const { train, test: tested } of folds) {
    assert.ok(types(train).isDisjointFrom(types(tested)));
    assert.ok(tails(train).isDisjointFrom(tails(tested)));
  }
});

test("across: nothing learnt from is about a product of a domain that is tested", () => {
  for (const { train, test: tested } of arranged["across-domains"]) {
    assert.equal(domains(tested).size, 2);
    assert.ok(domains(train).isDisjointFrom(domains(tested)));
    const ofTested = new Set([...domains(tested)].map((domain) => Number(domain.split(" ")[1])));
    for (const type of types(train)) {
      assert.ok(!ofTested.has(Number(type?.split(" ")[1]) % 6), `${type}`);
    }
  }
});

test("within: all domains are on both sides", () => {
  for (const { train, test: tested } of arranged["within-domains"]) {
    assert.equal(domains(tested).size, 6);
    assert.equal(domains(train).size, 6);
  }
});

test("all folds learn from as many claims, drawn by the seed", () => {
  const counts = new Set(folds.map(({ train }) => train.length));
  assert.equal(counts.size, 1);
  assert.ok(Math.min(...counts) > 100, String([...counts]));
  assert.deepEqual(transferFolds(claims, { folds: 3, seed: 1 }), arranged);
  const trains = (all: readonly TransferFold[]) => all.map(({ train }) => train);
  const another = transferFolds(claims, { folds: 3, seed: 2 });
  assert.notDeepEqual(trains(another["within-domains"]), trains(arranged["within-domains"]));
});
