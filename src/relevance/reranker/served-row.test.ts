import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import { tinyTokenizerJson } from "../../encoder/tiny-bert-for-tests.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import { checkpointFile } from "../../learning/checkpoint.ts";
import { blendedRuns, blendsOf } from "../evaluate/blended-rows.ts";
import { decidedRow, heldOutRuns } from "../evaluate/held-out-row.ts";
import { foldSides } from "../evaluate/sides.ts";
import { tunedLearner, tunedRecipe } from "../evaluate/tuned-learner.ts";
import { wordsLearner } from "../evaluate/words-learner.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { learnReranker } from "./learn-reranker.ts";
import { openReranker } from "./open-reranker.ts";
import { tinyEncoder, tinyOptions, wordsData } from "./reranker-for-tests.ts";
import { openRerankerStore } from "./reranker-store.ts";
import { textsOfPairs } from "./reranking-data.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-served-row-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the row of an evaluation that is called served says and decides what the model says that was learnt from the same side and is served", async () => {
  const { signal } = new AbortController();
  const { grading } = wordsData;
  const pairs = wordsData.pairs.map((pair, at) => ({ ...pair, label: at % 6 === 0 ? 1 : 0 }));
  const { classes, gains } = grading;
  const folds = foldSides(
    pairs.map(({ group }) => group),
    2,
    1,
  );
  const heldOut = {
    ...{ pairs, classes: classes.length, gains, folds, seeds: [1] },
    ...{ signal, progress: silentProgress },
  };
  await using boosting = new BoostingThreads(1, signal);
  const learners = [
    wordsLearner("words", boosting.fit),
    tunedLearner({
      ...{ id: "cross-encoder/tuned", encoder: tinyEncoder, threads: 1 },
      ...{ architectureOf: crossEncoder, textsOf: textsOfPairs(pairs) },
    }),
  ];
  const [blend] = blendsOf(learners.map(({ id }) => id));
  assert.equal(blend?.id, "served");
  if (blend === undefined) return;
  const parts = await Promise.all(learners.map((learner) => heldOutRuns(learner, heldOut)));
  const runs = blendedRuns(blend, parts, heldOut);
  const [decided] = decidedRow(blend.id, runs, heldOut).runs;

  const store = openRerankerStore(join(folder, "models"), join(folder, "temporary"));
  for (const [fold, { learn, validation, evaluated }] of folds.entries()) {
    const id = `relevance_fold_${fold}`;
    const learnt = await learnReranker({
      ...{ ...tinyOptions, id, epochs: tunedRecipe.epochs },
      data: { ...wordsData, pairs, sides: { learn, validation } },
      checkpoint: checkpointFile({ path: await store.checkpointPath(id), identity: "same" }),
    });
    await store.publish(learnt, tinyTokenizerJson);
    const reranker = await openReranker(store, id, 1);
    for (const [at, place] of evaluated.entries()) {
      const { query = "", title = "" } = pairs[place]?.words ?? {};
      const [judged] = await reranker.judge(query, [title], signal);
      const said = Object.values(judged?.probabilities ?? {});
      const expected = runs[0]?.[fold]?.evaluated[at] ?? new Float64Array();
      assert.equal(said.length, expected.length);
      for (const [own, one] of expected.entries()) {
        assert.ok(Math.abs((said[own] ?? 9) - one) < 1e-4, `${query}, ${title}: ${said} ${one}`);
      }
      assert.equal(judged?.class, classes[decided?.predicted[place] ?? -1]);
    }
    await reranker.close();
  }
});
