import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { heardProgress } from "../../domain/progress-for-tests.ts";
import { tinyTokenizerJson } from "../../encoder/tiny-bert-for-tests.ts";
import { checkpointFile } from "../../learning/checkpoint.ts";
import { openSession } from "../../onnx/session.ts";
import { int64 } from "../../onnx/tensor.ts";
import { learnTuned } from "../evaluate/tuned-learner.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { type LearnRerankerOptions, learnReranker } from "./learn-reranker.ts";
import { openReranker } from "./open-reranker.ts";
import { tinyEncoder, tinyOptions, wordsData } from "./reranker-for-tests.ts";
import { rerankerGraph } from "./reranker-graph.ts";
import { openRerankerStore } from "./reranker-store.ts";
import { openWords } from "./words-model.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-reranker-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const checkpointAt = (name: string) =>
  checkpointFile({ path: join(folder, name), identity: "same", everySeconds: 0 });

const learn = (name: string, more: Partial<LearnRerankerOptions> = {}) =>
  learnReranker({ ...tinyOptions, checkpoint: checkpointAt(name), ...more });

test("the graph says what the classifier in memory says, also of rows that are filled up and of tokens that it never saw", async () => {
  const { data, signal } = tinyOptions;
  const { pairs, sides } = data;
  await using learnt = await learnTuned(
    {
      ...{ id: "tiny", encoder: tinyEncoder, epochs: 2, threads: 1 },
      architectureOf: crossEncoder,
      textsOf: (place) => ({
        ...{
          query: "a",
          product: pairs[place]?.words.title ?? "",
          queryKnowledge: "",
          productKnowledge: "",
        },
      }),
    },
    { pairs, classes: 4, sides: { ...sides, evaluated: [] }, seed: 1, signal },
  );
  const { encoder, parameters } = learnt;
  const gains = [0, 0.25, 0.5, 1];
  const bytes = rerankerGraph({ encoder, parameters, temperature: 1, gains });
  const session = await openSession(bytes, { threads: 1 });
  // [CLS] a [SEP] and of two titles the tokens: "ac c", "b cc"; the first is filled up.
  const short = [2, 4, 3, 4, 9, 6, 3];
  const titles = [0, 1].map((at) => sides.learn.filter((place) => place % 2 === at)[0] ?? 0);
  const long = [2, 4, 3, 5, 6, 9, 3];
  const outputs = await session.run({
    input_ids: int64([...short, 0, ...long, 0, 2, 7, 8, 3, 8, 7, 8, 3], [3, 8]),
    attention_mask: int64(
      [1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, ...Array(8).fill(1)],
      [3, 8],
    ),
    token_type_ids: int64(
      [0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1],
      [3, 8],
    ),
  });
  const expected = await learnt.probabilities(titles);
  for (const [row, probabilities] of expected.entries()) {
    let score = 0;
    for (const [at, one] of probabilities.entries()) {
      const own = Number(outputs["probabilities"]?.data[row * 4 + at]);
      assert.ok(Math.abs(own - one) < 1e-5, `${own} for ${one}`);
      score += one * (gains[at] ?? 0);
    }
    assert.ok(Math.abs(Number(outputs["score"]?.data[row]) - score) < 1e-5);
  }
  assert.ok(Number.isFinite(Number(outputs["score"]?.data[2])));
  await session.close();
});

test("a model that was published is opened and judges titles; its card says what it comes from and how well it does", async () => {
  const store = openRerankerStore(join(folder, "models"), join(folder, "temporary"));
  const path = await store.checkpointPath("relevance_tiny");
  const checkpoint = checkpointFile({ path, identity: "same" });
  const learnt = await learn("", { checkpoint });
  assert.deepEqual(readdirSync(join(folder, "models")), ["relevance_tiny.unfinished"]);
  await store.publish(learnt, tinyTokenizerJson);
  assert.deepEqual(readdirSync(join(folder, "models")), ["relevance_tiny"]);
  assert.equal(await store.served(), undefined);
  await store.serve("relevance_tiny");
  assert.equal(await store.served(), "relevance_tiny");

  const { card } = learnt;
  assert.deepEqual(await store.card("relevance_tiny"), card);
  assert.deepEqual(card.judgements, {
    content: "rows",
    byClass: { I: 40, E: 40 },
    withoutTitle: 0,
  });
  const { learn: learnSide, validation } = card.split;
  assert.equal(learnSide.judgements + validation.judgements, 80);
  assert.equal(learnSide.queryGroups + validation.queryGroups, 40);
  assert.equal(card.learntAt, "1970-01-01T00:00:00.000Z");
  const [majority, words, encoder, blend] = card.validation;
  assert.deepEqual([majority?.id, majority?.microF1], ["majority", 0.5]);
  assert.ok(Math.abs((majority?.logLoss ?? 0) - Math.LN2) < 1e-9, `${majority?.logLoss}`);
  assert.deepEqual([words?.id, encoder?.id, blend?.id], ["words", "cross-encoder/tuned", "blend"]);
  assert.equal(blend?.moreLogLoss, undefined);
  for (const part of [majority, words, encoder]) {
    const more = (part?.logLoss ?? 0) - (blend?.logLoss ?? 9);
    assert.ok(Math.abs((part?.moreLogLoss?.difference ?? 9) - more) < 1e-9, part?.id);
  }
  for (const part of [words, encoder]) {
    assert.ok((part?.moreLogLoss?.difference ?? -1) > -1e-3, "what is chosen loses to neither");
  }

  const reranker = await openReranker(store, "relevance_tiny", 1);
  const titles = Array.from({ length: 45 }, (_, at) => (at % 3 === 0 ? "ac c" : "b cc b"));
  const { signal } = new AbortController();
  const judged = await reranker.judge("lamp", titles, signal);
  assert.equal(judged.length, 45);
  for (const [at, { score, probabilities, class: decided }] of judged.entries()) {
    const sum = Object.values(probabilities).reduce((all, one) => all + one, 0);
    assert.ok(Math.abs(sum - 1) < 1e-5);
    assert.deepEqual(Object.keys(probabilities), ["I", "E"]);
    assert.ok(Math.abs((probabilities["E"] ?? 9) - score) < 1e-6, "the gain to be expected");
    assert.ok(["I", "E"].includes(decided));
    assert.ok(Math.abs(score - (judged[at % 3 === 0 ? 0 : 1]?.score ?? 9)) < 1e-6);
  }
  assert.notEqual(judged[0]?.score, judged[1]?.score);

  const stop = new AbortController();
  let isDone = false;
  const asked = reranker.judge("lamp", titles, signal).finally(() => {
    isDone = true;
  });
  const waiting = reranker.judge("lamp", titles, stop.signal);
  stop.abort(new Error("nobody waits"));
  await assert.rejects(waiting, /nobody waits/);
  assert.ok(!isDone, "what is not wanted any more does not wait for its turn");
  assert.deepEqual(await asked, judged);
  await reranker.close();
});

test("stopped in an epoch and gone on with, the same graph comes out, byte for byte; another seed gives another", async () => {
  const whole = await learn("whole");
  const stop = new AbortController();
  const progress = heardProgress({
    progressed: (steps) => void (steps === 2 && stop.abort(new Error("stopped"))),
  });
  await assert.rejects(learn("stopped", { progress, signal: stop.signal }), /stopped/);
  const begun = await checkpointAt("stopped").read();
  assert.deepEqual([begun?.epoch, begun?.batch], [0, 2]);
  const { graph, card } = await learn("stopped");
  assert.ok(Buffer.from(graph).equals(whole.graph));
  assert.deepEqual(card, whole.card);
  const other = await learn("other", { seed: 2 });
  assert.ok(!Buffer.from(other.graph).equals(whole.graph));
});

const wordsOptions = { id: "relevance_words", data: wordsData };

test("words count beside the encoder as far as they tell more, by what was written down, and for a query that nobody judged", async () => {
  const store = openRerankerStore(join(folder, "models"), join(folder, "temporary"));
  const learnt = await learn("words", wordsOptions);
  await store.publish(learnt, tinyTokenizerJson);
  const { wordsShare, validation } = learnt.card;
  assert.ok(wordsShare > 0.5, String(wordsShare));
  const lossOf = (row: string) => validation.find(({ id }) => id === row)?.logLoss ?? 9;
  assert.ok(lossOf("words") < lossOf("cross-encoder/tuned"));
  assert.ok(lossOf("blend") < lossOf("words") + 1e-3);
  const reranker = await openReranker(store, "relevance_words", 1);
  const titles = ["Green rug", "Green kettle"];
  const [other, named] = await reranker.judge("kettle 77", titles, new AbortController().signal);
  await reranker.close();
  assert.deepEqual([other?.class, named?.class], ["I", "E"]);
  if (learnt.words === null) assert.fail("no words");
  const said = openWords(learnt.words)("kettle 77", "Green kettle")[1] ?? 0;
  const all = wordsShare === 1;
  assert.ok(all ? Math.abs((named?.score ?? 0) - said) < 1e-6 : named?.score !== said);
});

test("where words are not wanted, or judgements are of fewer than five queries, the encoder counts alone", async () => {
  const without = await learn("without", {
    id: "relevance_without",
    data: wordsData,
    withWords: false,
  });
  assert.deepEqual([without.words, without.card.wordsShare], [null, 0]);
  const few = wordsData.pairs.slice(0, 8);
  const data = {
    ...wordsData,
    pairs: few,
    sides: { learn: [0, 1, 2, 3], validation: [4, 5, 6, 7] },
  };
  const { card, words } = await learn("few", { id: "relevance_few", data });
  assert.deepEqual([words, card.wordsShare], [null, 0]);
  assert.deepEqual(
    card.validation.map(({ id }) => id),
    ["majority", "cross-encoder/tuned"],
  );
});

test("what a killed command left beside its checkpoint is cleared, and the checkpoint is not", async () => {
  const models = join(folder, "killed");
  const store = openRerankerStore(models, join(folder, "temporary"));
  const path = await store.checkpointPath("relevance_killed");
  await checkpointFile({ path, identity: "same" }).write({
    ...{ values: new Float32Array(1), best: new Float32Array(1) },
    ...{ first: new Float32Array(1), second: new Float32Array(1), steps: 1 },
    ...{ epoch: 0, batch: 1, loss: 0, bestEpoch: 0, history: [] },
  });
  writeFileSync(`${path}.17.temporary`, "half");
  assert.equal(await store.checkpointPath("relevance_killed"), path);
  assert.deepEqual(readdirSync(join(models, "relevance_killed.unfinished")), [
    "checkpoint.safetensors",
  ]);
});

test("a model of which a file is gone says which folder to remove", async () => {
  const store = openRerankerStore(join(folder, "models"), join(folder, "temporary"));
  await assert.rejects(openReranker(store, "relevance_gone", 1), {
    code: "RELEVANCE_MODEL_DAMAGED",
    message: /relevance_gone/,
    hint: /cosmo run relevance/,
  });
  rmSync(join(store.folderOf("relevance_tiny"), "model.onnx"));
  await assert.rejects(openReranker(store, "relevance_tiny", 1), {
    code: "RELEVANCE_MODEL_DAMAGED",
    message: /model\.onnx/,
  });
  writeFileSync(join(store.folderOf("relevance_words"), "words.json"), "{ half");
  await assert.rejects(openReranker(store, "relevance_words", 1), {
    code: "RELEVANCE_MODEL_DAMAGED",
    message: /words\.json/,
  });
});
