import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openMeasureStore } from "../measures/measure-store.ts";
import type { Critic, CriticInput, Judgement } from "./critic.ts";
import { criticInput, never } from "./critic-for-tests.ts";
import { rememberedJudgements } from "./remembered-judgements.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-judgements-"));
const store = openMeasureStore(join(folder, "measures.db"));
after(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface CountingCritic extends Critic {
  /** The tail of every claim that was judged, as often as it was. */
  readonly judged: readonly string[];
}

/** Judges by the length of the tail. */
function countingCritic(id: string, before: () => void = () => {}): CountingCritic {
  const judged: string[] = [];
  return {
    id,
    judged,
    async judge(inputs, signal) {
      signal.throwIfAborted();
      before();
      judged.push(...inputs.map(({ tail }) => tail));
      return inputs.map(judgementOf);
    },
  };
}

const judgementOf = ({ tail }: CriticInput): Judgement => ({
  plausibility: 1 / tail.length,
  typicality: 1 / (tail.length + 1),
  uncertainty: 1 / (tail.length + 2),
});

const remembered = (critic: Critic): Critic => rememberedJudgements(critic, store);

const claims = (count: number, words = "tail"): readonly CriticInput[] =>
  Array.from({ length: count }, (_, place) =>
    criticInput({ tail: `${words} ${"x".repeat(place)}` }),
  );

/** Four digits. */
const rounded = (judgements: readonly Judgement[]): readonly Judgement[] =>
  judgements.map(({ plausibility, typicality, uncertainty }) => ({
    plausibility: Number(plausibility.toFixed(4)),
    typicality: Number(typicality.toFixed(4)),
    uncertainty: Number(uncertainty.toFixed(4)),
  }));

test("a claim is judged once for all it is said of it; asked again, not at all", async () => {
  const critic = countingCritic("once");
  const asked = claims(20);
  const expected = rounded(asked.map(judgementOf));
  const first = remembered(critic);
  assert.deepEqual(await first.judge(asked, never), expected);
  assert.deepEqual(
    critic.judged,
    asked.map(({ tail }) => tail),
  );
  assert.deepEqual(await first.judge(asked.toReversed(), never), expected.toReversed());
  assert.deepEqual(await remembered(critic).judge(asked, never), expected);
  assert.equal(critic.judged.length, 20);
});

test("more claims than the store takes at once are judged once too", async () => {
  const critic = countingCritic("many");
  const asked = claims(100);
  assert.deepEqual(await remembered(critic).judge(asked, never), rounded(asked.map(judgementOf)));
  assert.equal(critic.judged.length, 100);
});

test("only claims that are new are judged, and each gets what was said of it", async () => {
  const critic = countingCritic("some");
  const known = claims(5);
  const all = [...claims(4, "another"), ...known, ...claims(3, "one more")];
  const remembering = remembered(critic);
  await remembering.judge(known, never);
  assert.deepEqual(await remembering.judge(all, never), rounded(all.map(judgementOf)));
  assert.equal(critic.judged.length, all.length);
});

test("another critic is asked anew", async () => {
  const asked = claims(3, "both");
  await remembered(countingCritic("one")).judge(asked, never);
  const other = countingCritic("other");
  await remembered(other).judge(asked, never);
  assert.equal(other.judged.length, 3);
});

test("a claim with other counts or words is another claim", async () => {
  const critic = countingCritic("counts");
  const remembering = remembered(critic);
  const once = criticInput({ tail: "counted", counts: { support: 1 } });
  for (const input of [
    once,
    { ...once, counts: { support: 2 } },
    { ...once, sentence: "In other words." },
    { ...once, counts: { support: 1 } },
  ]) {
    await remembering.judge([input], never);
  }
  assert.equal(critic.judged.length, 3);
});

test("where a judgement failed, the same claims can be asked about again", async () => {
  let failures = 1;
  const critic = countingCritic("failing", () => {
    if (failures-- > 0) throw new Error("no memory");
  });
  const remembering = remembered(critic);
  const asked = claims(3, "failed");
  await assert.rejects(remembering.judge(asked, never), /no memory/);
  assert.deepEqual(await remembering.judge(asked, never), rounded(asked.map(judgementOf)));
});

test("where all is known the critic is not even called", async () => {
  const asked = claims(3, "known");
  await remembered(countingCritic("absent")).judge(asked, never);
  const absent: Critic = { id: "absent", judge: () => assert.fail("called") };
  assert.equal((await remembered(absent).judge(asked, never)).length, 3);
});

test("nothing to judge asks nothing", async () => {
  const critic = countingCritic("none");
  assert.deepEqual(await remembered(critic).judge([], never), []);
  assert.deepEqual(critic.judged, []);
});
