import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { predictBoosted } from "./boosted-trees.ts";
import { type ChoosingOptions, chooseBoostedTrees } from "./choose-boosted-trees.ts";
import { planted } from "./examples-for-tests.ts";
import { fitBoostedTrees } from "./fit-boosted-trees.ts";

const examples = planted(400, 1);
/** Five examples hang together. */
const groups = examples.rows.map((_, at) => `group ${Math.floor(at / 5)}`);
const usual = { seed: 1, classes: 3, rounds: 40, learningRate: 0.2, mostLeaves: 6 };
const choosing: ChoosingOptions = {
  ...{ seed: 3, folds: 3, patience: 5 },
  fit: async (...task) => fitBoostedTrees(...task),
};

test("settings that learn something are chosen before those that learn next to nothing", async () => {
  const blind = { ...usual, mostLeaves: 1 };
  for (const tried of [
    [blind, usual],
    [usual, blind],
  ]) {
    const { settings } = await chooseBoostedTrees(examples, groups, tried, choosing);
    assert.equal(settings.mostLeaves, 6);
    assert.ok((settings.rounds ?? 0) > 1 && (settings.rounds ?? 0) < 40, `${settings.rounds}`);
  }
});

test("the model has learnt from all examples, with what was chosen", async () => {
  const { model, settings } = await chooseBoostedTrees(examples, groups, [usual], choosing);
  assert.deepEqual(model, fitBoostedTrees(examples, settings));
});

test("what is said of an example was not learnt from its group", async () => {
  // Rows of a group are the same, and say nothing of its target but by heart.
  const random = seededRandom(4);
  const known = Array.from({ length: 80 }, () => ({
    row: Float64Array.of(random.next(), random.next()),
    target: random.integer(2),
  }));
  const places = groups.map((_, at) => Math.floor(at / 5));
  const rows = places.map((place) => known[place]?.row ?? new Float64Array());
  const targets = places.map((place) => known[place]?.target ?? 0);
  const settings = { ...usual, classes: 2, leastExamples: 1 };
  const shareRight = async (within: readonly string[]): Promise<number> => {
    const { held } = await chooseBoostedTrees({ rows, targets }, within, [settings], choosing);
    const right = held.filter((one, at) => (one[targets[at] ?? 0] ?? 0) > 0.5);
    return right.length / held.length;
  };
  const apart = groups.map((_, at) => `example ${at}`);
  const [byHeart, byGroups] = [await shareRight(apart), await shareRight(groups)];
  assert.ok(byHeart > 0.9, `${byHeart}`);
  assert.ok(byGroups < 0.65, `${byGroups}`);
});

test("an example is foreseen worse by folds than by what learnt it by heart", async () => {
  const { model, held } = await chooseBoostedTrees(examples, groups, [usual], choosing);
  const loss = (of: (at: number) => Float64Array | undefined): number =>
    examples.targets.reduce((sum, target, at) => sum - Math.log(of(at)?.[target] ?? 0), 0);
  const known = loss((at) => predictBoosted(model, examples.rows[at] ?? new Float64Array()));
  assert.ok(loss((at) => held[at]) > 1.1 * known);
});

test("where nothing is tried nothing can be chosen", async () => {
  await assert.rejects(chooseBoostedTrees(examples, groups, [], choosing), { name: "RangeError" });
});
