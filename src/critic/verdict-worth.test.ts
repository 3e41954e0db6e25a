import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { criticInput } from "./critic-for-tests.ts";
import type { LabelledClaim } from "./labelled-claims.ts";
import type { VerdictWord } from "./verdict.ts";
import { judgementOf, verdictWorth, weighingClaims } from "./verdict-worth.ts";

const labelled = (target: number | null, details: Partial<LabelledClaim> = {}): LabelledClaim => ({
  input: criticInput(),
  targets: { plausible: target, typical: null },
  split: "calibration",
  ...{ group: "tent", domain: "Outdoors", madeBy: "a model" },
  ...details,
});
const said = (word: VerdictWord, yes: number, no: number) =>
  [...Array(yes).fill(1), ...Array(no).fill(0)].map((target) => ({
    claim: labelled(target),
    verdict: { reasoning: "", plausible: word, typical: word },
  }));
const plausible = (...answers: readonly ReturnType<typeof said>[]) =>
  verdictWorth(answers.flat()).plausible;

test("a verdict is worth the share of yes among labelled claims that got it, beside one label's weight of its own value", () => {
  const { claims, of } = plausible(said("yes", 7, 2), said("not-sure", 2, 2), said("no", 1, 8));
  assert.equal(claims, 22);
  assert.deepEqual(
    [of.yes.probability, of["not-sure"].probability, of.no.probability],
    [0.79, 0.5, 0.11],
  );
  assert.deepEqual([of.yes.claims, of["not-sure"].claims, of.no.claims], [9, 4, 9]);
  // Of a Beta distribution with 7.9 and 2.1.
  assert.ok(Math.abs(of.yes.deviation - Math.sqrt((7.9 * 2.1) / (100 * 11))) < 1e-4);
});

test("labels of one verdict alone leave the others what they are without labels", () => {
  const { of } = plausible(said("yes", 9, 1));
  assert.deepEqual(
    [of.yes.probability, of["not-sure"].probability, of.no.probability],
    [0.9, 0.5, 0.1],
  );
  assert.deepEqual([of.yes.claims, of["not-sure"].claims, of.no.claims], [10, 0, 0]);
  assert.equal(plausible(said("yes", 3, 7)).of.no.probability, 0.1);
});

test("verdicts in the wrong order are counted together, and one that was never given with them where it must", () => {
  const wrong = plausible(said("yes", 2, 3), said("not-sure", 4, 0), said("no", 0, 5)).of;
  assert.equal(wrong.yes.probability, Number((7.4 / 11).toFixed(4)));
  assert.equal(wrong.yes.claims, 9);
  assert.deepEqual(wrong["not-sure"], wrong.yes);
  const never = plausible(said("yes", 1, 4), said("no", 0, 5)).of;
  assert.deepEqual(never["not-sure"], never.yes);
  assert.equal(never.yes.probability, 0.3429);
});

test("no, not sure and yes are always in this order, whatever was said", () => {
  const count = fc.nat(20);
  fc.assert(
    fc.property(count, count, count, count, count, count, (a, b, c, d, e, f) => {
      const { of } = plausible(said("yes", a, b), said("not-sure", c, d), said("no", e, f));
      assert.ok(of.no.probability <= of["not-sure"].probability);
      assert.ok(of["not-sure"].probability <= of.yes.probability);
    }),
  );
});

test("without a label the values are fixed ones, as unsure as one label leaves them", () => {
  const { claims, of } = plausible();
  assert.equal(claims, 0);
  assert.deepEqual(
    [of.yes.probability, of["not-sure"].probability, of.no.probability],
    [0.9, 0.5, 0.1],
  );
  assert.equal(of.yes.deviation, 0.2121);
  // A label on one question says nothing of the other, and evenly divided annotators say nothing.
  const { typical } = verdictWorth(said("yes", 3, 1));
  assert.equal(typical.claims, 0);
  const verdict = { reasoning: "", plausible: "yes", typical: "no" } as const;
  assert.equal(verdictWorth([{ claim: labelled(0.5), verdict }]).plausible.claims, 0);
  assert.deepEqual(judgementOf(verdict, verdictWorth(said("yes", 7, 2))), {
    ...{ plausibility: 0.79, typicality: 0.1, uncertainty: 0.1228 },
  });
});

const many = (count: number, details: Partial<LabelledClaim> = {}): readonly LabelledClaim[] =>
  Array.from({ length: count }, (_, place) =>
    labelled(place % 2, { input: criticInput({ tail: `${details.madeBy} ${place}` }), ...details }),
  );

test("claims of the calibration side alone weigh verdicts, so many at most, the same for one seed", () => {
  const claims = [...many(80), ...many(30, { split: "test" }), ...many(30, { split: "train" })];
  const drawn = weighingClaims(claims, 20, 1);
  assert.equal(drawn.length, 20);
  assert.ok(drawn.every(({ split }) => split === "calibration"));
  assert.deepEqual(weighingClaims(claims.toReversed(), 20, 1), drawn);
  assert.notDeepEqual(weighingClaims(claims, 20, 2), drawn);
  assert.equal(weighingClaims([labelled(null), labelled(0.5)], 20, 1).length, 0);
});

test("claims that were written to teach weigh only where too few of a model are there", () => {
  const author = many(60, { madeBy: "author" });
  assert.ok(
    weighingClaims([...many(50), ...author], 200, 1).every(({ madeBy }) => madeBy !== "author"),
  );
  assert.equal(weighingClaims([...many(49), ...author], 200, 1).length, 109);
});
