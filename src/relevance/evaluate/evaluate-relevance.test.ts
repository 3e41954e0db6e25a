import assert from "node:assert/strict";
import { test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import type { Encoder } from "../../encoder/encoder.ts";
import { seededRandom } from "../../statistics/random.ts";
import { seededUniform } from "../../statistics/seeded-uniform.ts";
import { evaluateRelevance } from "./evaluate-relevance.ts";

const size = 24;

/** Each word a direction of its own: texts with words in common have vectors that are alike. */
const encoder: Encoder = {
  id: "words",
  encode: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(size);
      for (const word of text.toLowerCase().split(/\W+/)) {
        for (let at = 0; at < size; at++) {
          vector[at] = (vector[at] ?? 0) + seededUniform(at, word) - 0.5;
        }
      }
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
  close: async () => {},
};

const things = ["lamp", "tent", "mug", "sofa", "drill", "kettle", "rug", "spade"];
const kinds = ["red", "small", "steel", "garden", "folding", "travel"];

/** E where the title names what is sought, I where it names another thing. */
function planted(count: number): readonly Judgement[] {
  const random = seededRandom(6);
  return Array.from({ length: count }, (_, at) => {
    const thing = random.pick(things);
    const kind = random.pick(kinds);
    const isExact = random.chance(0.6);
    const other = random.pick(things.filter((one) => one !== thing));
    return {
      ...{ id: String(at), site: "default", locale: "en-US", sku: null },
      query: `${kind} ${thing} ${at}`,
      title: `${random.pick(kinds)} ${isExact ? thing : other} ${at}`,
      ...{ description: null, bullets: null, brand: null, colour: null },
      ...{ label: isExact ? "E" : "I", grade: null, spread: null, split: null },
    };
  });
}

const options = {
  ...{ judgements: planted(240), cuts: null, folds: 2, seeds: [1], mostJudgements: null },
  ...{ encoder, tunable: null, threads: 1, signal: new AbortController().signal },
  progress: silentProgress,
};

test("rows that look at both sides find what is planted, those of one side don't, and the control is seen", async () => {
  const { rows, control, differences, labels } = await evaluateRelevance(options);
  const accuracy = (id: string): number =>
    rows.find((row) => row.id === id)?.microF1?.mean ?? Number.NaN;
  const majority = accuracy("majority");
  assert.ok(accuracy("lexical") > majority + 0.2, `lexical ${accuracy("lexical")}`);
  for (const id of ["query-only", "product-only"]) {
    assert.ok(accuracy(id) < majority + 0.1, `${id} ${accuracy(id)}, majority ${majority}`);
  }
  // Of two classes it knows all.
  assert.equal(accuracy("one-bit-oracle"), labels["C"] === 0 ? 1 : Number.NaN);
  const points = new Map(control.points.map(({ probability, figure }) => [probability, figure]));
  assert.ok((points.get(1)?.mean ?? 0) > (points.get(0.25)?.mean ?? 1), JSON.stringify(control));
  // One seed is none.
  assert.ok(differences.every(({ verdict }) => verdict !== "lift" && verdict !== "no lift"));
});

test("where there are more judgements than wanted, whole queries are drawn and the rest is counted", async () => {
  const { judgements, leftOut } = await evaluateRelevance({ ...options, mostJudgements: 80 });
  assert.equal(judgements + leftOut.beyondMost, 240);
  assert.ok(judgements <= 80 && judgements > 70);
});
