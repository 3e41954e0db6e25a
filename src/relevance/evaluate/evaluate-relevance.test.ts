import assert from "node:assert/strict";
import { test } from "node:test";
import { silentProgress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import type { Encoder } from "../../encoder/encoder.ts";
import { seededRandom } from "../../statistics/random.ts";
import { seededUniform } from "../../statistics/seeded-uniform.ts";
import { gradingOf } from "../grading.ts";
import { cleanProvenance, pieceOf } from "../knowledge/knowledge-for-tests.ts";
import { tinyEncoder } from "../reranker/reranker-for-tests.ts";
import { queryGroups } from "../split/groups.ts";
import { evaluateRelevance, type RelevanceOptions } from "./evaluate-relevance.ts";
import { givenKnowledge } from "./given-knowledge.ts";
import { judgedPairs } from "./judged-pair.ts";
import { leaksOfKnowledge } from "./leaks-of-knowledge.ts";

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

const nothing = { knowledge: null, zeroShot: null };
const options: RelevanceOptions = {
  ...{ judgements: planted(160), cuts: null, folds: 2, seeds: [1], mostJudgements: null },
  ...{ encoder, tunable: null, threads: 1, signal: new AbortController().signal },
  ...{ splitBy: "query", told: async () => nothing, endpoint: null, keptFits: null, rows: null },
  beside: { knowledge: false, zeroShot: false },
  progress: silentProgress,
};

test("rows that look at both sides find what is planted, those of one side don't, and the control is seen", async () => {
  const { rows, control, differences, labels, errors } = await evaluateRelevance(options);
  const accuracy = (id: string): number =>
    rows.find((row) => row.id === id)?.microF1?.mean ?? Number.NaN;
  const majority = accuracy("majority");
  assert.ok(accuracy("lexical") > majority + 0.2, `lexical ${accuracy("lexical")}`);
  for (const id of ["query-only", "product-only"]) {
    assert.ok(accuracy(id) < majority + 0.1, `${id} ${accuracy(id)}, majority ${majority}`);
  }
  // Of two classes it knows all.
  assert.equal(accuracy("one-bit-oracle"), Object.keys(labels).length === 2 ? 1 : Number.NaN);
  const points = new Map(control.points.map(({ probability, figure }) => [probability, figure]));
  assert.ok((points.get(1)?.mean ?? 0) > (points.get(0.25)?.mean ?? 1), JSON.stringify(control));
  // What they get wrong has the words of its own judgement.
  const wrong = errors.rows.flatMap(({ examples }) => examples);
  assert.ok(wrong.length > 0);
  for (const { id, query, title } of wrong) {
    const own = options.judgements.find((judgement) => judgement.id === id);
    assert.deepEqual([query, title], [own?.query, own?.title]);
  }
  // One seed is none.
  assert.ok(differences.every(({ verdict }) => verdict !== "lift" && verdict !== "no lift"));
});

/** What is sought and what is sold by a name that no text has: together they tell what no word does. */
const secret = (words: string): string =>
  `of the kind ${things.findIndex((thing) => words.includes(thing))}`;

/** Judgements of which words alone tell nothing: titles name no thing. */
const veiled = planted(160).map((judgement, at) => ({
  ...judgement,
  title: `article number ${at}`,
}));
const pieces = veiled.flatMap(({ query, title }, at) => [
  pieceOf("query", query, secret(query)),
  pieceOf("product", title, secret(planted(160)[at]?.title ?? "")),
]);

test("knowledge of both sides that tells what words don't is seen, and its sibling's is not", async () => {
  const { rows, knowledge, differences, leaks } = await evaluateRelevance({
    ...{ ...options, judgements: veiled },
    beside: { knowledge: true, zeroShot: false },
    told: async () => ({ ...nothing, knowledge: { dataSet: "veiled", pieces, others: [] } }),
  });
  const accuracy = (id: string): number =>
    rows.find((row) => row.id === id)?.microF1?.mean ?? Number.NaN;
  assert.deepEqual(leaks, []);
  assert.equal(knowledge?.ofQuery, 160);
  assert.equal(knowledge?.lacking, 0);
  for (const id of ["lexical", "bi-encoder/fixed"]) {
    const [known, sibling] = [accuracy(`${id}+knowledge`), accuracy(`${id}+sibling`)];
    assert.ok(known > sibling + 0.15, `${id}: ${known} against ${sibling}`);
  }
  assert.ok(accuracy("knowledge-only") > accuracy("presence-only") - 0.1);
  assert.deepEqual(
    [differences[0]?.of, differences[0]?.against, differences[0]?.primary],
    ["bi-encoder/fixed+knowledge", "bi-encoder/fixed+sibling", true],
  );
  assert.ok(rows.some(({ id }) => id === "cross-encoder/fixed+description"));
});

test("knowledge that saw a label of what is evaluated is a leak, and that of a pair too", async () => {
  const [first] = veiled;
  const grading = gradingOf(veiled);
  const { pairs } = judgedPairs(veiled, queryGroups(veiled), grading);
  const saw = [{ dataSet: "veiled", id: first?.id ?? "", query: first?.query ?? "" }];
  const provenance = { ...cleanProvenance, saw: { ...cleanProvenance.saw, critic: saw } };
  const [piece] = pieces;
  const leaky = [
    ...pieces.map((one) => ({ ...one, provenance })),
    { ...piece, id: "p", text: "fits", provenance, of: { kind: "pair", id: "a / b" } as const },
  ];
  const found = leaksOfKnowledge(
    pairs,
    grading,
    { dataSet: "veiled", pieces: leaky, others: [] },
    1,
  );
  assert.deepEqual(
    found.map(({ name }) => name),
    ["label-in-critic", "knowledge-of-pairs"],
  );
});

test("knowledge of nothing that is judged, or of pairs alone, is told before anything is learnt", async () => {
  const [piece] = pieces;
  assert.ok(piece !== undefined);
  const [first] = veiled;
  const pair = { ...piece, of: { kind: "pair", id: `${first?.query} / ${first?.title}` } } as const;
  for (const given of [[pieceOf("product", "shop/B1", "keeps dry")], [pair], []]) {
    await assert.rejects(
      evaluateRelevance({
        ...{ ...options, judgements: veiled },
        beside: { knowledge: true, zeroShot: false },
        told: async () => ({
          ...nothing,
          knowledge: { dataSet: "veiled", pieces: given, others: [] },
        }),
        keptFits: () => assert.fail("fits were begun"),
      }),
      { code: "KNOWLEDGE_FOREIGN", message: /Judged are queries such as “/ },
    );
  }
  const { pairs } = judgedPairs(veiled, queryGroups(veiled), gradingOf(veiled));
  const vectors = new Map();
  for (const { query } of pairs) vectors.set(query, new Float32Array(1));
  const far = pieceOf("query", "garden hose", "waters");
  const { coverage } = givenKnowledge(pairs, { pieces: [piece, far, pair], vectors, seed: 1 });
  assert.deepEqual([coverage.pieces, coverage.unused], [3, 1]);
});

test("judgements that were drawn of one class alone are told before anything is asked or learnt", async () => {
  const told = () => assert.fail("a model was asked");
  await assert.rejects(evaluateRelevance({ ...options, told, mostJudgements: 1 }), {
    code: "JUDGED_ALIKE",
    hint: /^Give a higher --limit than 1/,
  });
  const untitled = options.judgements.map((judgement) => ({ ...judgement, title: null }));
  await assert.rejects(evaluateRelevance({ ...options, told, judgements: untitled }), {
    code: "JUDGED_TITLES_MISSING",
  });
});

test("an endpoint that names no row is told before anything is asked or learnt", async () => {
  const told = () => assert.fail("a model was asked");
  for (const [of, saidBy, hint] of [
    ["cross-encoder/fixt", "--endpoint", /^Did you mean cross-encoder\/fixed\?$/],
    ["lexical+knowledge", "relevance.endpoint in cosmo.yaml", /^--knowledge brings such rows/],
    ["lexical+zero-shot", "--endpoint", /^--zero-shot brings/],
    ["blend/tuned+sibling", "--endpoint", /^--tuned and --knowledge bring such rows/],
  ] as const) {
    const endpoint = { of, against: "lexical", metric: "macroF1", saidBy } as const;
    await assert.rejects(evaluateRelevance({ ...options, told, endpoint }), {
      code: "RELEVANCE_ROW_UNKNOWN",
      message: `${saidBy} names the row ${of}, which is not in this evaluation.`,
      hint,
    });
  }
});

test("rows alone that are wanted are learnt, beside those that all are held against; one that is not there is told", async () => {
  const begun: string[] = [];
  const progress = {
    started(name: string) {
      begun.push(name);
      return silentProgress.started(name, "fits");
    },
  };
  const { rows, control } = await evaluateRelevance({
    ...{ ...options, progress, rows: ["query-only"] },
    endpoint: { of: "query-only", against: "lexical", metric: "microF1", saidBy: "--endpoint" },
  });
  const ids = ["query-only", "lexical", "bi-encoder/fixed", "cross-encoder/fixed"];
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["majority", "one-bit-oracle", ...ids],
  );
  assert.equal(control.points.length, 4);
  const learnt = begun.filter((name) => name !== "encode" && !name.includes("control"));
  assert.deepEqual(learnt, ids);
  const told = () => assert.fail("a model was asked");
  for (const [id, hint] of [
    ["lexicl", /^Did you mean lexical\?$/],
    ["served", /^--tuned brings such rows/],
  ] as const) {
    await assert.rejects(evaluateRelevance({ ...options, told, rows: ["lexical", id] }), {
      code: "RELEVANCE_ROW_UNKNOWN",
      message: `--rows names the row ${id}, which is not in this evaluation.`,
      hint,
    });
  }
});

test("what no wanted row is learnt of is not asked for", async () => {
  const asked: unknown[] = [];
  const evaluated = await evaluateRelevance({
    ...{ ...options, judgements: veiled, beside: { knowledge: true, zeroShot: true } },
    rows: ["query-only"],
    endpoint: { of: "query-only", against: "lexical", metric: "microF1", saidBy: "--endpoint" },
    async told(_judgements, needed) {
      asked.push(needed);
      return nothing;
    },
  });
  assert.deepEqual(asked, [{ knowledge: false, zeroShot: false }]);
  assert.equal(evaluated.knowledge, null);
});

test("of too few queries no words are learnt, and who wants them is told", async () => {
  const few = options.judgements.filter(({ label }, at) => at < 8 || (at < 12 && label === "I"));
  await assert.rejects(
    evaluateRelevance({ ...options, judgements: few, tunable: tinyEncoder, rows: ["served"] }),
    { code: "RELEVANCE_ROW_UNKNOWN", hint: /five queries/ },
  );
});

test("ranking can't be asked for where products are kept together", async () => {
  const ranking = { of: "lexical", against: "majority", metric: "ndcg" } as const;
  const endpoint = { ...ranking, saidBy: "--endpoint" };
  await assert.rejects(evaluateRelevance({ ...options, splitBy: "product", endpoint }), {
    code: "RELEVANCE_METRIC_MISSING",
  });
});

test("what a model says outright is a feature of a row; products can be kept together; what is beyond the most is counted", async () => {
  const told = new Map(veiled.map(({ id, label }) => [id, label === "E" ? 0.9 : 0.1]));
  let asked = 0;
  const { rows, splitBy, judgements, leftOut } = await evaluateRelevance({
    ...{ ...options, judgements: veiled, mostJudgements: 140, splitBy: "product" },
    beside: { knowledge: false, zeroShot: true },
    async told(evaluated) {
      asked = evaluated.length;
      return { ...nothing, zeroShot: told };
    },
  });
  const row = rows.find(({ id }) => id === "lexical+zero-shot");
  assert.ok((row?.microF1?.mean ?? 0) > 0.8, `${row?.microF1?.mean}`);
  assert.equal(splitBy, "product");
  // A query's list would be torn.
  assert.ok(rows.every(({ ndcg }) => ndcg === null));
  assert.equal(asked, judgements);
  assert.equal(judgements + leftOut.beyondMost, 160);
  assert.ok(judgements <= 140 && judgements > 130);
});
