import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import { encodeInParts } from "./encode-in-parts.ts";
import { type HeldOutRuns, heldOutRuns } from "./held-out-row.ts";
import { openKeptFits } from "./kept-fits.ts";
import type { Learner } from "./learner.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-kept-fits-"));
after(() => rmSync(folder, { recursive: true }));
const now = Date.now();
const day = 24 * 60 * 60_000;

const folds = [
  { learn: [0, 1], validation: [2], evaluated: [3, 4] },
  { learn: [3, 4], validation: [2], evaluated: [0, 1] },
];

/** Chooses a number under the first seed, and says one third of it and more; tells what it learnt. */
function learnerThat(learnt: string[], stopAt = Number.POSITIVE_INFINITY): Learner {
  return {
    id: "some/row+knowledge",
    async learn({ seed, sides, chosen = seed + sides.evaluated.length / 3 }) {
      if (learnt.length === stopAt) throw new Error("stopped");
      learnt.push(`seed ${seed} of ${sides.evaluated} with ${chosen}`);
      const said = (place: number) => Float64Array.of(Number(chosen) / 3, seed + place / 7, NaN);
      return {
        chosen,
        probabilities: async (places) => places.map(said),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}

const runsOf = async (learner: Learner, identity?: string): Promise<HeldOutRuns> =>
  heldOutRuns(learner, {
    ...{ pairs: [], classes: 3, gains: [], folds, seeds: [1, 2], progress: silentProgress },
    ...(identity !== undefined && { kept: await openKeptFits(folder, identity, now) }),
    signal: new AbortController().signal,
  });

test("an evaluation that was stopped learns what is left, with what was chosen, and comes to the same", async () => {
  const undisturbed: string[] = [];
  const wanted = await runsOf(learnerThat(undisturbed));
  const [before, behind]: [string[], string[]] = [[], []];
  await assert.rejects(runsOf(learnerThat(before, 3), "one"), { message: "stopped" });
  assert.equal((await openKeptFits(folder, "one", now)).found.fits, 3);
  assert.deepEqual(await runsOf(learnerThat(behind), "one"), wanted);
  assert.equal(behind.length, 1);
  assert.deepEqual([...before, ...behind], undisturbed);
});

test("another evaluation has fits of its own, and one that came to its end leaves none", async () => {
  const learnt: string[] = [];
  await runsOf(learnerThat(learnt), "two");
  assert.equal(learnt.length, 4);
  const kept = await openKeptFits(folder, "two", now);
  await kept.write("lexical+knowledge seed 1 fold 1", { validation: [], evaluated: [] });
  await kept.clear(["some/row+knowledge"]);
  // An evaluation of one row leaves the fits of others, which it never looked at.
  assert.equal((await openKeptFits(folder, "two", now)).found.fits, 1);
  await kept.clear(["lexical"]);
  assert.equal((await openKeptFits(folder, "two", now)).found.fits, 1);
  await kept.clear(["lexical+knowledge"]);
  assert.deepEqual(readdirSync(folder), ["one"]);
});

test("vectors come back as they were made, and what was encoded before a stop is not encoded again", async () => {
  const texts = Array.from({ length: 5000 }, (_, at) => `text ${at % 4500}`);
  let encoded = 0;
  const encodingOf = async (stopAt: number) => {
    const kept = await openKeptFits(folder, "vectors", now);
    const encode = async (part: readonly string[]) => {
      if (encoded >= stopAt) throw new Error("stopped");
      encoded += part.length;
      return part.map((text) => Float32Array.of(Number(text.slice(5)) / 3, text.length));
    };
    return encodeInParts(texts, {
      ...{ encoder: { id: "some", encode, close: async () => {} }, progress: silentProgress, kept },
      signal: new AbortController().signal,
    });
  };
  await assert.rejects(encodingOf(4000), { message: "stopped" });
  const vectors = await encodingOf(Number.POSITIVE_INFINITY);
  assert.equal(encoded, 4500);
  assert.equal(vectors.size, 4500);
  assert.deepEqual(vectors.get("text 10"), Float32Array.of(10 / 3, 7));
  assert.deepEqual(vectors.get("text 4499"), Float32Array.of(4499 / 3, 9));
  const kept = await openKeptFits(folder, "vectors", now);
  assert.deepEqual(kept.found, { fits: 0, vectors: true });
  await kept.clear([]);
  assert.ok(!readdirSync(folder).includes("vectors"));
});

test("what nobody went on with for a month is cleared", async () => {
  const old = join(folder, "three");
  mkdirSync(old);
  utimesSync(old, (now - 29 * day) / 1000, (now - 29 * day) / 1000);
  await openKeptFits(folder, "four", now);
  assert.ok(existsSync(old));
  await openKeptFits(folder, "four", now + 2 * day);
  assert.ok(!existsSync(old));
});
