import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { claims } from "../domain/tables/claims.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { type Score, scores } from "../domain/tables/scores.ts";
import { AnswerWaits } from "../language-model/batch/answer-waits.ts";
import { InvalidAnswerError } from "../language-model/invalid-answer-error.ts";
import { scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { claimRow } from "../stage/claims-for-tests.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import { productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import { scoreStage } from "./score-stage.ts";
import type { VerdictWord } from "./verdict.ts";

const place = await openStorePlace();
const camping = queryRow("camping");
const tent = productRow("tent", "Sturdy tent", "tent");
const pair = searchBuy(camping, tent);
const kept = (tail: string) =>
  claimRow(pair.id, "usedFor", tail, { sentence: `People use it for ${tail}.` });
const [sleeping, flying, reading] = [kept("sleeping"), kept("flying"), kept("reading")];

const says = (word: VerdictWord): string =>
  JSON.stringify({ reasoning: "As it is.", plausible: word, typical: word });
/** Verdicts by what is claimed. */
const wordOf = (prompt: string): VerdictWord => {
  if (/flying|wrong/.test(prompt)) return "no";
  return prompt.includes("reading") ? "not-sure" : "yes";
};

/** Ten claims on a side of the split: what is right is called plausible `right` times of five. */
const labelsOf = (split: LabelRow["split"], right: number, wrong: number): readonly LabelRow[] =>
  ["right", "wrong"].flatMap((kind) =>
    Array.from({ length: 5 }, (_, at) => {
      const answer = at < (kind === "right" ? right : wrong) ? "yes" : "no";
      const sentence = `People use it for ${kind} ${split} ${at}.`;
      const answers = { plausible: answer, typical: "no" } as const;
      return labelRow({ tail: `${kind} ${split} ${at}`, sentence, answers, split });
    }),
  );
const calibration = labelsOf("calibration", 4, 1);

async function judge(
  rows: readonly LabelRow[],
  answer: (prompt: string) => string = (prompt) => says(wordOf(prompt)),
  claimRows = [sleeping, flying, reading],
) {
  const model = scriptedModel({ answer: ({ prompt }) => answer(prompt), costUsd: 1 });
  const tools = toolsIn(place);
  const datasets = {
    ...(await shopDatasets(tools.store, { pairs: [pair], products: [tent], queries: [camping] })),
    claims: await datasetOfRows(tools.store, claims, claimRows),
    productTypes: await datasetOfRows(tools.store, productTypes, []),
    labels: await datasetOfRows(tools.store, labels, [...rows]),
  };
  const spent = () => ({
    ...{ calls: model.requests.length, inputTokens: 0, outputTokens: 0 },
    costUsd: model.requests.length,
  });
  const stage = scoreStage({
    ...{ kind: "language-model", id: "judging", model, maxTokens: 400, concurrency: 3, spent },
    calibrationClaims: 200,
  });
  const record = await runToEnd(stage, {}, datasets, tools).catch((error: unknown) => {
    if (error instanceof AnswerWaits) return error;
    throw error;
  });
  const asked = model.requests.map(({ prompt }) => prompt);
  if (record instanceof AnswerWaits) return { waits: record.answers, asked };
  const written: readonly Score[] = await rowsOf(tools, scores, record);
  const scoreOf = ({ id }: { readonly id: string }) => written.find(({ claim }) => claim === id);
  return { record, asked, scoreOf, written };
}

async function judged(...input: Parameters<typeof judge>) {
  const result = await judge(...input);
  assert.ok(result.record, "it waits");
  return result;
}

test("each claim is asked about once, and its verdict counts as labelled claims of the calibration side say", async () => {
  const { record, asked, scoreOf } = await judged(calibration);
  assert.equal(asked.length, 13);
  assert.equal(new Set(asked).size, 13);
  assert.equal(scoreOf(sleeping)?.plausibility, 0.8167);
  assert.equal(scoreOf(reading)?.plausibility, 0.5);
  assert.equal(scoreOf(flying)?.plausibility, 0.1833);
  assert.ok((scoreOf(sleeping)?.typicality ?? 1) <= 0.2, "nobody called any typical");
  assert.equal(record.spent.calls, 13);
  assert.match(
    record.notices[0] ?? "",
    /“plausible” are weighed by 10 .*yes counts as 0\.8167 \(by 5\), not sure as 0\.5 \(by 0\)/,
  );
});

test("what labels of the test side and the training side say changes no score, and nobody asks about them", async () => {
  const before = await judged([
    ...calibration,
    ...labelsOf("test", 5, 0),
    ...labelsOf("train", 5, 0),
  ]);
  const after = await judged([
    ...calibration,
    ...labelsOf("test", 0, 5),
    ...labelsOf("train", 0, 5),
  ]);
  assert.deepEqual(after.written, before.written);
  assert.ok(before.asked.every((prompt) => !/ (?:test|train) \d/.test(prompt)));
  const other = await judged(labelsOf("calibration", 2, 2));
  assert.notDeepEqual(
    other.written.map(({ plausibility }) => plausibility),
    before.written.map(({ plausibility }) => plausibility),
  );
});

test("without labels verdicts count as fixed values, which a notice says", async () => {
  const { record, asked, scoreOf } = await judged([]);
  assert.equal(asked.length, 3);
  const values = [sleeping, reading, flying].map((claim) => scoreOf(claim)?.plausibility);
  assert.deepEqual(values, [0.9, 0.5, 0.1]);
  assert.match(record.notices[0] ?? "", /yes counts as 0\.9.*not calibrated/);
});

test("a claim without a usable answer has no score and is told by its reason; what concerns all is thrown", async () => {
  const broken = (code: string) => (prompt: string) => {
    if (prompt.includes("flying") || prompt.includes("calibration 1")) {
      throw new CosmoError(code, "said nothing of use", { hint: "Go on." });
    }
    return says(wordOf(prompt));
  };
  for (const code of ["ANSWER_INVALID", "PROMPT_TOO_LONG"]) {
    const { record, written } = await judged(calibration, broken(code));
    assert.deepEqual(record.funnel, [
      { group: "usedFor", rowsIn: 3, dropped: { unscored: 1 }, rowsOut: 2 },
    ]);
    assert.equal(written.length, 2);
    const [part] = record.writes["scores"]?.parts ?? [];
    assert.deepEqual(part?.dropped, { usedFor: { [code]: 3 } });
    assert.ok(part?.samples[code]?.some((told) => told.startsWith(flying.id)));
    assert.match(record.notices[0] ?? "", /by 8 labelled claims/);
  }
  await assert.rejects(judge(calibration, broken("MODEL_UNREACHABLE")), {
    code: "MODEL_UNREACHABLE",
  });
});

test("where no claim has a usable verdict the first notice says so, with the commonest reason and what to do", async () => {
  const refused = (): never => {
    throw new InvalidAnswerError("call_1", "judging", "cut off: raise it");
  };
  const { record } = await judged(calibration, refused);
  assert.match(
    record.notices[0] ?? "",
    /^No claim has a verdict of scripted that can be used\. Set aside: 13 questions, .*: cut off: raise it\. `cosmo show set-aside`.*`cosmo run --retry-failed`/,
  );
  const one = (prompt: string) => (prompt.includes("flying") ? says("no") : refused());
  assert.doesNotMatch((await judged([], one)).record.notices.join(), /can be used/);
});

test("where answers wait for a batch job all is asked for before that is told, and nothing is scored", async () => {
  const { waits, asked } = await judge(calibration, (prompt) => {
    if (!prompt.includes("calibration 1")) return says(wordOf(prompt));
    throw new AnswerWaits();
  });
  assert.deepEqual([waits, asked.length], [2, 13]);
});
