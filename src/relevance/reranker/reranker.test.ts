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
import { openWords } from "../models/words-model.ts";
import { pooledWithWords } from "../models/words-share.ts";
import { type LearnRerankerOptions, learnReranker } from "./learn-reranker.ts";
import { openReranker } from "./open-reranker.ts";
import { tinyEncoder, tinyOptions, wordsData } from "./reranker-for-tests.ts";
import { rerankerGraph } from "./reranker-graph.ts";
import { openRerankerStore } from "./reranker-store.ts";

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
  const made = await learn("", { checkpoint });
  // Both are asked, whatever so few judgements chose.
  const learnt = { ...made, card: { ...made.card, wordsShare: 0.5 } };
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
  assert.deepEqual([words?.id, encoder?.id, blend?.id], ["words", "cross-encoder/tuned", "served"]);
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
const titles = ["Green rug no 4", "Green kettle no 4"];
const { signal } = new AbortController();

test("words are learnt from the side that is learnt from, and tell where a title names what is looked for", async () => {
  const { words, card } = await learn("words", wordsOptions);
  if (words === null) assert.fail("no words");
  const { pairs, sides } = wordsData;
  const learnt = new Set(sides.learn.map((place) => pairs[place]?.words.title));
  assert.equal(words.counts.titles.texts, learnt.size);
  const lossOf = (row: string) => card.validation.find(({ id }) => id === row)?.logLoss ?? 9;
  assert.ok(lossOf("words") < 0.6 && lossOf("words") < lossOf("cross-encoder/tuned"));
  assert.ok(card.wordsShare > 0.5 && lossOf("served") < lossOf("words") + 1e-3);
  const [other = 1, named = 0] = titles.map((title) => openWords(words)("kettle 4", title)[1]);
  assert.ok(named > 0.5 && other < 0.5, `${named} ${other}`);
});

test("both parts are pooled by the card's share; at 0 and 1 one counts alone", async () => {
  const store = openRerankerStore(join(folder, "models"), join(folder, "temporary"));
  const learnt = await learn("pooled", wordsOptions);
  const judged = async (wordsShare: number) => {
    const card = { ...learnt.card, id: `relevance_share_${wordsShare}`, wordsShare };
    await store.publish({ ...learnt, card }, tinyTokenizerJson);
    const reranker = await openReranker(store, card.id, 1);
    const said = await reranker.judge("kettle 4", titles, signal);
    await reranker.close();
    return said.map(({ probabilities }) => Float64Array.from(Object.values(probabilities)));
  };
  if (learnt.words === null) assert.fail("no words");
  const judge = openWords(learnt.words);
  const words = titles.map((title) => judge("kettle 4", title));
  const encoder = await judged(0);
  assert.deepEqual(await judged(1), words);
  assert.notDeepEqual(encoder, words);
  assert.deepEqual(await judged(0.3), pooledWithWords(words, encoder, 0.3));
});

test("where words are not wanted, or what is learnt from is of fewer than five queries, the encoder counts alone", async () => {
  const without = await learn("without", { id: "relevance_no", data: wordsData, useWords: false });
  assert.deepEqual([without.words, without.card.wordsShare], [null, 0]);
  const groupsOf = async (groups: number) => {
    const pairs = wordsData.pairs.slice(0, 2 * (groups + 1));
    const places = [...pairs.keys()];
    const sides = { learn: places.slice(0, -2), validation: places.slice(-2) };
    const data = { ...wordsData, pairs, sides };
    return learn(`few ${groups}`, { id: `relevance_few_${groups}`, data });
  };
  const few = await groupsOf(4);
  assert.equal(few.words, null);
  const rows = few.card.validation.map(({ id }) => id);
  assert.deepEqual(rows, ["majority", "cross-encoder/tuned"]);
  assert.notEqual((await groupsOf(5)).words, null);
});

test("a class that nothing was learnt from is not held for impossible", async () => {
  const pairs = wordsData.pairs.map((pair, place) => ({ ...pair, label: place < 60 ? 0 : 1 }));
  const places = [...pairs.keys()];
  const sides = { learn: places.slice(0, 60), validation: places.slice(58) };
  const { card } = await learn("rare", { id: "rare", data: { ...wordsData, pairs, sides } });
  for (const { id, logLoss } of card.validation) assert.ok(logLoss < 8, `${id}: ${logLoss}`);
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
  const words = join(store.folderOf("relevance_share_1"), "words.json");
  for (const broken of ["{ half", "{}", '{"counts":{"titles":null},"trees":[]}']) {
    writeFileSync(words, broken);
    await assert.rejects(openReranker(store, "relevance_share_1", 1), {
      code: "RELEVANCE_MODEL_DAMAGED",
      message: /words\.json/,
    });
  }
  rmSync(words);
  await assert.rejects(openReranker(store, "relevance_share_1", 1), { message: /words\.json/ });
  assert.deepEqual(await store.missing("relevance_share_1"), ["words.json"]);
  const card = { ...(await store.card("relevance_share_0")), version: 4 };
  writeFileSync(join(store.folderOf("relevance_share_0"), "card.json"), JSON.stringify(card));
  await assert.rejects(openReranker(store, "relevance_share_0", 1), { message: /older version/ });
});
