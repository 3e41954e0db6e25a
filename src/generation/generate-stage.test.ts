import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { candidates } from "../domain/tables/candidates.ts";
import type { TypePartner } from "../domain/tables/type-partners.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { callIdOf } from "../language-model/call-identity.ts";
import { type CallStore, openCallStore } from "../language-model/call-store.ts";
import { compose } from "../language-model/compose.ts";
import type { GenerateRequest, LanguageModel } from "../language-model/language-model.ts";
import { record } from "../language-model/record.ts";
import { remember } from "../language-model/remember.ts";
import { type ScriptedModel, scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { type SpendingMeter, spendingMeter } from "../language-model/spending-meter.ts";
import { withGenerate } from "../language-model/wrap-model.ts";
import { openMeasureStore } from "../measures/measure-store.ts";
import { type RelationSet, readRelations, seedRelationsFile } from "../relations/relation.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn, written } from "../stage/stage-for-tests.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import type { AnswerForm } from "./answer-form.ts";
import { generateStage } from "./generate-stage.ts";

const place = await openStorePlace();
const relationSet = await readRelations(seedRelationsFile);

const tent = productRow("tent", "Dome Tent", "tent", { domain: "Sports & Outdoors" });
const lamp = productRow("lamp", "Headlamp", "lamp", { domain: "Electronics" });
const stove = productRow("stove", "Gas Stove", "stove", { domain: "Sports & Outdoors" });
const camping = queryRow("camping gear");
const shop = {
  products: [tent, lamp, stove],
  queries: [camping],
  pairs: [
    searchBuy(camping, tent),
    searchBuy(camping, lamp),
    searchBuy(camping, stove),
    coBuy(tent, lamp),
    coBuy(stove, tent),
  ],
};

const sampling = { temperature: 0.9, topP: 0.9, topK: 0, maxTokens: 60 };
const list = { form: "list", count: 3, ...sampling };
const draws = { form: "draws", count: 2, ...sampling };

/** Two relations of five pairs: ten calls in the form of a list, twenty as two draws. */
const config = {
  scopes: ["pair"],
  limitTypes: null,
  attributesPerType: 3,
  drawsPerType: 2,
  fromLists: 2,
  partnersPerType: 2,
  limitQueries: null,
  unexplainedOnly: true,
  limitPairs: null,
  relations: ["usedFor", "isA"],
  answers: list,
};

interface Run {
  readonly model: LanguageModel;
  readonly config?: object;
  readonly validate?: (text: string) => string | undefined;
  readonly concurrency?: number;
  readonly rows?: ShopRows;
  readonly relations?: RelationSet;
  readonly encoder?: Encoder;
}

/** A folder with calls.db in which the stage is run again and again, each time as by a new process. */
function workplace() {
  const folder = place.newFolder();
  return {
    async run({ model, validate = () => undefined, concurrency = 2, rows = shop, ...run }: Run) {
      const calls = openCallStore(join(folder, "calls.db"));
      const measures = openMeasureStore(join(folder, "measures.db"));
      const meter = spendingMeter();
      try {
        const tools = toolsIn(place, folder);
        const stage = generateStage({
          model: remembering(model, calls, validate, meter),
          relationSet: run.relations ?? relationSet,
          concurrency,
          form: ({ ...config, ...run.config } as { answers: AnswerForm }).answers.form,
          ranker: run.encoder && { encoder: run.encoder, store: measures },
          spent: meter.spent,
        });
        const datasets = await shopDatasets(tools.store, rows);
        const stageRecord = await runToEnd(stage, { ...config, ...run.config }, datasets, tools);
        return { tools, record: stageRecord, rows: await rowsOf(tools, candidates, stageRecord) };
      } finally {
        await calls.close();
        measures.close();
      }
    },
    lastRecord: () => toolsIn(place, folder).records.latest("generate"),
    /** How often the model was asked in all, by the calls that lie in the file. */
    async answersKept() {
      const calls = openCallStore(join(folder, "calls.db"));
      const kept = calls.totals().calls;
      await calls.close();
      return kept;
    },
  };
}

const remembering = (
  model: LanguageModel,
  store: CallStore,
  validate: (text: string) => string | undefined,
  { onRecorded }: SpendingMeter,
): LanguageModel =>
  compose(model, remember({ store, validate }), record({ store, clock: () => 1000, onRecorded }));

/** Says three things about everything, in the form of a list that was opened with `1.`. */
const threeThings = (options: { readonly costUsd?: number } = {}): ScriptedModel =>
  scriptedModel({
    answer: ({ answerStem }) => ` sleeping (${answerStem.length})\n2. cooking.\n3. "reading"\n`,
    ...options,
  });

const callsOf = ({ requests }: ScriptedModel): readonly string[] =>
  requests.map((request) => callIdOf("scripted", request));

const dropped = (stageRecord: StageRecord, relation: string): Readonly<Record<string, number>> =>
  stageRecord.funnel.find(({ group }) => group === relation)?.dropped ?? {};

const samplesOf = (stageRecord: StageRecord, reason: string): readonly string[] =>
  written(stageRecord, "candidates").parts.flatMap(({ samples }) => samples[reason] ?? []);

test("each line of each answer is a candidate that names its call, place, head, relation and prompt", async () => {
  const model = threeThings();
  const { record: stageRecord, rows } = await workplace().run({ model });
  assert.equal(model.requests.length, 10);
  assert.equal(rows.length, 30);
  const calls = new Map(model.requests.map((request) => [callIdOf("scripted", request), request]));
  for (const { call, place: at, scope, head, relation, prompt, rawText, tail } of rows) {
    const request = calls.get(call);
    assert.ok(request, "a candidate leads to what was asked");
    const pair = shop.pairs.find(({ id }) => id === head);
    assert.ok(pair);
    assert.equal(scope, "pair");
    assert.match(prompt, pair.behaviour === "coBuy" ? /^co-buy\.list@/ : /^search-buy\.list@/);
    assert.equal(request.answerStem.includes("kind of"), relation === "isA");
    const lines = [`sleeping (${request.answerStem.length})`, "cooking", "reading"];
    assert.equal(tail, lines[at - 1]);
    assert.ok(rawText.includes(tail));
  }
  assert.deepEqual(stageRecord.funnel, [
    { group: "usedFor", rowsIn: 15, dropped: {}, rowsOut: 15 },
    { group: "isA", rowsIn: 15, dropped: {}, rowsOut: 15 },
  ]);
});

test("in the form of draws each draw is asked for by itself and gives one line", async () => {
  const model = scriptedModel({ answer: ({ draw }) => ` camping ${draw}.\nand more` });
  const { rows } = await workplace().run({ model, config: { answers: draws } });
  assert.equal(model.requests.length, 20);
  assert.deepEqual(rows.map(({ tail }) => tail).toSorted(), [
    ...Array(10).fill("camping 1"),
    ...Array(10).fill("camping 2"),
  ]);
});

test("how many heads are asked about at once changes no row", async () => {
  const contents = [];
  for (const concurrency of [1, 16]) {
    const { record: stageRecord } = await workplace().run({ model: threeThings(), concurrency });
    contents.push(written(stageRecord, "candidates").content);
  }
  assert.equal(new Set(contents).size, 1);
});

test("the last line of an answer that was cut off, and a line with nothing in it, are counted with an example", async () => {
  const model = scriptedModel({ answer: () => " camping\n2. \n3. walking the" });
  const cut = withGenerate(model, async (request, signal) => ({
    ...(await model.generate(request, signal)),
    finishReason: "length",
  }));
  const { record: stageRecord, rows } = await workplace().run({ model: cut });
  assert.deepEqual(new Set(rows.map(({ tail }) => tail)), new Set(["camping"]));
  for (const { rowsIn, rowsOut, dropped: reasons } of stageRecord.funnel) {
    assert.deepEqual({ rowsIn, rowsOut }, { rowsIn: 15, rowsOut: 5 });
    assert.deepEqual(reasons, { emptyLine: 5, cutOff: 5 });
  }
  assert.match(samplesOf(stageRecord, "cutOff")[0] ?? "", /^call_\w+ "3\. walking the"$/);
  assert.match(samplesOf(stageRecord, "emptyLine")[0] ?? "", /^call_\w+ "2\."$/);
});

test("of an answer in JSON the listed phrases are candidates, no more than were asked for, and nothing else", async () => {
  const answers = ["camping", "", "«trips»", "one too many"];
  const model = scriptedModel({
    answer: () => JSON.stringify({ reasoning: "I weighed it", answers }),
  });
  const json = { form: "json", count: 3, ...sampling };
  const { record: stageRecord, rows } = await workplace().run({ model, config: { answers: json } });
  assert.equal(model.requests.length, 10);
  assert.deepEqual(new Set(rows.map(({ tail }) => tail)), new Set(["camping", "trips"]));
  assert.deepEqual(dropped(stageRecord, "usedFor"), { emptyLine: 5, beyondCount: 5 });
});

test("a draw that stopped behind a digit may have stopped in a number: it is counted, not used", async () => {
  const model = scriptedModel({ answer: ({ draw }) => (draw === 1 ? " holding 1" : " 2 people") });
  const { record: stageRecord, rows } = await workplace().run({
    model,
    config: { answers: draws },
  });
  assert.deepEqual(new Set(rows.map(({ tail }) => tail)), new Set(["2 people"]));
  assert.deepEqual(dropped(stageRecord, "usedFor"), { cutOff: 5 });
  const listed = await workplace().run({ model: scriptedModel({ answer: () => " ages 3 to 5" }) });
  assert.deepEqual(dropped(listed.record, "usedFor"), {});
});

test("answers that can't be used are counted, and the run goes on; a second run asks for none of them again", async () => {
  const { run } = workplace();
  const model = scriptedModel({
    answer: ({ answerStem }) => (answerStem.includes("kind of") ? "I can't help." : " camping"),
  });
  const validate = (text: string) => (text.startsWith("I can't") ? "a refusal" : undefined);
  const first = await run({ model, validate });
  assert.deepEqual(dropped(first.record, "isA"), { ANSWER_INVALID: 5 });
  assert.deepEqual(dropped(first.record, "usedFor"), {});
  assert.match(samplesOf(first.record, "ANSWER_INVALID")[0] ?? "", /^pair_\w+ .*a refusal/);
  assert.equal(first.rows.length, 5);
  // Other settings, so that the parts are made anew: from the answers that were kept.
  const again = await run({ model, validate, config: { limitPairs: 5 } });
  assert.equal(model.requests.length, 10);
  assert.deepEqual(dropped(again.record, "isA"), { ANSWER_INVALID: 5 });
});

test("where nothing that the model said can be used a notice says so, why and what to do; what lists gave is no answer", async () => {
  const { run } = workplace();
  const model = scriptedModel({ answer: () => "I can't help." });
  const validate = () => "cut off: raise it";
  const lists = { ...relationSet.lists, activities: ["camping", "cooking"] };
  const ranked = {
    ...{ rows: typed, config: { ...ofTypes, drawsPerType: 1 }, encoder: wordEncoder },
    relations: { ...relationSet, lists },
  };
  const { record: stageRecord, rows } = await run({ ...ranked, model, validate });
  assert.ok(rows.length > 0, "what was ranked is there");
  assert.match(
    stageRecord.notices[0] ?? "",
    /^Nothing that scripted said can be used\. Set aside: \d+ questions, .*: cut off: raise it\. `cosmo show set-aside`/,
  );
  const mostly = (text: string) => (text.startsWith(" camping") ? undefined : "no");
  const one = scriptedModel({ answer: (_, call) => (call === 1 ? " camping" : "I can't help.") });
  const { record: other } = await workplace().run({ ...ranked, model: one, validate: mostly });
  assert.doesNotMatch(other.notices.join(), /can be used/);
});

test("a prompt that is too long concerns its pair, not the run", async () => {
  const model = scriptedModel({
    answer: ({ prompt }) => {
      if (!prompt.includes("Gas Stove")) return " camping";
      throw new CosmoError("PROMPT_TOO_LONG", "4000 tokens", { hint: "shorten it" });
    },
  });
  const { record: stageRecord, rows } = await workplace().run({ model });
  assert.deepEqual(dropped(stageRecord, "usedFor"), { PROMPT_TOO_LONG: 2 });
  assert.equal(rows.length, 6);
});

const keyRefused = new CosmoError("MODEL_KEY_REFUSED", "the key is wrong", { hint: "set it" });

test("a refused key ends the run; the next run asks only for what is missing", async () => {
  const { run, lastRecord } = workplace();
  const failing = scriptedModel({
    answer: async (request: GenerateRequest, call) => {
      if (call === 6) throw keyRefused;
      return ` about ${request.answerStem.length}`;
    },
  });
  await assert.rejects(run({ model: failing }), keyRefused);
  assert.equal(await lastRecord(), undefined);
  const answered = callsOf(failing).filter((_, index) => index !== 5);

  const model = scriptedModel({ answer: ({ answerStem }) => ` about ${answerStem.length}` });
  const { record: stageRecord } = await run({ model });
  assert.deepEqual(
    [...answered, ...callsOf(model)].toSorted(),
    [...new Set([...answered, ...callsOf(model)])].toSorted(),
  );
  assert.equal(answered.length + model.requests.length, 10);
  assert.equal(stageRecord.spent.calls, model.requests.length);

  const undisturbed = await workplace().run({ model });
  const contentOf = (of: StageRecord) => written(of, "candidates").content;
  assert.equal(contentOf(stageRecord), contentOf(undisturbed.record));
});

test("when a run ends early, the answers on their way are waited for and kept: they are paid for", async () => {
  const { run, answersKept } = workplace();
  const model = scriptedModel({
    answer: async (_, call) => {
      if (call === 1) throw keyRefused;
      await sleep(20);
      return " camping";
    },
  });
  await assert.rejects(run({ model }), keyRefused);
  assert.equal(model.inFlight, 0);
  assert.equal(await answersKept(), model.requests.length - 1);
});

test("raising the limit asks for the new pairs alone, and pays for them alone", async () => {
  const { run } = workplace();
  const model = threeThings({ costUsd: 0.25 });
  const two = await run({ model, config: { limitPairs: 2 } });
  assert.equal(model.requests.length, 4);
  assert.equal(two.record.spent.costUsd, 1);
  const four = await run({ model, config: { limitPairs: 4 } });
  assert.equal(model.requests.length, 8);
  assert.deepEqual([four.record.spent.calls, four.record.spent.costUsd], [4, 1]);
  const heads = new Set(four.rows.map(({ head }) => head));
  for (const { head } of two.rows) assert.ok(heads.has(head));
  assert.equal(heads.size, 4);
});

test("a run that was done before spends nothing", async () => {
  const { run } = workplace();
  const model = threeThings({ costUsd: 0.25 });
  await run({ model });
  const { record: again } = await run({ model });
  assert.deepEqual(again.spent, { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
});

test("an unknown relation is named, with the nearest one", async () => {
  const model = threeThings();
  const wrong = { relations: ["usedfor"] };
  await assert.rejects(workplace().run({ model, config: wrong }), {
    code: "RELATION_UNKNOWN",
    hint: /usedFor/,
    exitCode: 2,
  });
  assert.equal(model.requests.length, 0);
});

test("the model, the relations and the words of the prompts are named, so that another one makes it stale", () => {
  const usesOf = (form: "list" | "draws") => {
    const { spent } = spendingMeter();
    const ports = { model: threeThings(), relationSet, concurrency: 1, form, ranker: undefined };
    return generateStage({ ...ports, spent }).uses;
  };
  const uses = usesOf("list");
  assert.equal(uses["model"], "scripted");
  assert.equal(uses["relations"], relationSet.id);
  // Words that are not asked in this form make nothing stale.
  assert.match(
    uses["prompts"] ?? "",
    /^search-buy\.list@[0-9a-f]{12}(?: [a-z-]+\.list@[0-9a-f]{12})+$/,
  );
  assert.match(usesOf("draws")["prompts"] ?? "", /^search-buy\.draws@\S+(?: [a-z-]+\.draws@\S+)+$/);
});

/** Products of one title and type, of which the pairs with one query fall into one part. */
const twins = Array.from({ length: 17 }, (_, index) =>
  productRow(`tent-${index}`, tent.title, tent.productType, { domain: tent.domain }),
);

test("pairs that read the same share their paid answers, and each has its candidates", async () => {
  const pairs = twins.map((twin) => searchBuy(camping, twin));
  const model = threeThings();
  const { rows } = await workplace().run({ model, rows: { ...shop, products: twins, pairs } });
  assert.equal(model.requests.length, 2);
  assert.equal(rows.length, 6 * twins.length);
});

const tents = typeRow("tent", ["Dome Tent", "Beach Tent", "Tunnel Tent", "Ridge Tent"]);
const lamps = typeRow("lamp", ["Headlamp"], { place: 2 });
const typed = { ...shop, productTypes: [tents, lamps] };
const ofTypes = { scopes: ["product-type"], answers: draws, drawsPerType: 3 };

test("types are asked so many times in each relation, each time with other titles as long as there are some", async () => {
  const model = scriptedModel({
    answer: ({ draw }) => ` sleeping ${draw === 1 ? "" : "outdoors"}`,
  });
  const { record: stageRecord, rows } = await workplace().run({
    model,
    rows: typed,
    config: ofTypes,
  });
  assert.equal(model.requests.length, 2 * 2 * 3);
  assert.deepEqual(new Set(rows.map(({ scope }) => scope)), new Set(["product-type"]));
  assert.deepEqual(new Set(rows.map(({ head }) => head)), new Set([tents.id, lamps.id]));
  assert.match(rows[0]?.prompt ?? "", /^product-type\.draws@/);
  const shown = new Set(
    model.requests.filter(({ prompt }) => prompt.includes("«tent»")).map(({ prompt }) => prompt),
  );
  assert.equal(shown.size, 3);
  assert.ok(
    [...shown].some((prompt) => prompt.includes("«Dome Tent», «Beach Tent», «Tunnel Tent»")),
  );
  assert.ok(
    [...shown].some((prompt) => prompt.includes("«Ridge Tent», «Dome Tent», «Beach Tent»")),
  );
  const alone = model.requests.filter(({ prompt }) => prompt.includes("«lamp»"));
  assert.ok(alone.every(({ prompt }) => prompt.includes("Such as: «Headlamp»\n")));
  assert.deepEqual(
    stageRecord.funnel.map(({ rowsOut }) => rowsOut),
    [6, 6],
  );
});

test("a limit of types takes those with most behaviour, and raising it asks for the new ones alone", async () => {
  const { run } = workplace();
  const model = scriptedModel({ answer: () => " sleeping" });
  await run({ model, rows: typed, config: { ...ofTypes, limitTypes: 1 } });
  assert.ok(model.requests.every(({ prompt }) => prompt.includes("«tent»")));
  const before = model.requests.length;
  await run({ model, rows: typed, config: ofTypes });
  const further = model.requests.slice(before);
  assert.equal(further.length, 6);
  assert.ok(further.every(({ prompt }) => prompt.includes("«lamp»")));
});

test("a type with an attribute is asked about by both words, for types within the limit and products of today", async () => {
  const beachTents = typeRow("tent", ["Beach Tent"], { attribute: "beach", round: 2 });
  const roundTents = typeRow("tent", ["Round Tent"], { attribute: "round", round: 2, place: 2 });
  const bright = typeRow("lamp", ["Headlamp"], { attribute: "headlamp", round: 2, place: 3 });
  const beach = productRow("beach", "Beach Tent", "Tent");
  const rows = {
    ...shop,
    products: [...shop.products, beach],
    productTypes: [tents, lamps, beachTents, roundTents, bright],
  };
  const scopes = ["product-type", "product-type+attribute"];
  const plain = scriptedModel({ answer: () => " sleeping" });
  await workplace().run({ model: plain, rows, config: ofTypes });
  const model = scriptedModel({ answer: () => " sleeping" });
  const { rows: candidates } = await workplace().run({
    model,
    rows,
    config: { ...ofTypes, scopes, limitTypes: 1 },
    encoder: wordEncoder,
  });
  const ofBeach = candidates.filter(({ head }) => head === beachTents.id);
  assert.deepEqual(
    new Set(candidates.map(({ head, scope }) => `${scope} ${head}`)),
    new Set([`product-type ${tents.id}`, `product-type+attribute ${beachTents.id}`]),
  );
  assert.ok(
    ofBeach.some(({ call }) => call.startsWith("list_")),
    "lists are ranked too",
  );
  const prompts = model.requests.map(({ prompt }) => prompt);
  assert.ok(prompts.some((prompt) => prompt.includes("«beach tent»")));
  // What is asked of the type itself is what is asked without attributes.
  const ofTents = (prompt: string) => prompt.includes("«tent»");
  assert.deepEqual(
    prompts.filter(ofTents),
    plain.requests.map(({ prompt }) => prompt).filter(ofTents),
  );
});

test("types and pairs are asked about in one run; a relation that does not ask about types is left out there", async () => {
  const model = scriptedModel({ answer: () => " sleeping" });
  const own = relationSet.relations.map((relation) =>
    relation.name === "isA" ? { ...relation, productType: undefined } : relation,
  );
  const { rows } = await workplace().run({
    model,
    rows: typed,
    config: { ...ofTypes, scopes: ["product-type", "pair"], unexplainedOnly: false },
    relations: { ...relationSet, id: "without isA", relations: own },
  });
  const counted = Map.groupBy(rows, ({ scope, relation }) => `${scope} ${relation}`);
  assert.deepEqual(Object.fromEntries([...counted].map(([key, all]) => [key, all.length])), {
    "pair isA": 10,
    "pair usedFor": 10,
    "product-type usedFor": 6,
  });
});

const partnerRow = (type: string, partner: string, at: number): TypePartner => ({
  ...{ type, partner, round: 1, place: at, count: 6, lift: 24.31, logChance: -15 },
});

test("a notice tells what waits for types beyond the limit", async () => {
  const { record: stageRecord } = await workplace().run({
    model: scriptedModel({ answer: () => " sleeping" }),
    rows: { ...typed, pairs: [searchBuy(camping, lamp), coBuy(tent, lamp)] },
    config: { ...ofTypes, scopes: ["product-type", "query", "pair"], limitTypes: 1 },
  });
  assert.deepEqual(stageRecord.notices, [
    "Not asked about as long as product types beyond limit-types (1) may explain them: 1 query and 1 pair. With a higher limit-types some are explained, and the others are asked about.",
  ]);
});

test("where one wording alone is asked about, a notice tells of how many that leaves out", async () => {
  const gear = queryRow("gear camping");
  const joined = { head: camping.id, editDistance: 8, similarity: null, confidence: 0.9 };
  const rows: ShopRows = {
    ...shop,
    queries: [camping, gear],
    pairs: [searchBuy(camping, tent), searchBuy(gear, lamp)],
    queryVariants: [
      { ...joined, query: camping.id, way: "head" },
      { ...joined, query: gear.id, way: "order" },
    ],
  };
  const noticesOf = async (settings: object): Promise<readonly string[]> => {
    const model = scriptedModel({ answer: () => "1. sleeping" });
    const more = { unexplainedOnly: false, ...settings };
    return (await workplace().run({ model, rows, config: more })).record.notices;
  };
  assert.deepEqual(await noticesOf({}), []);
  assert.deepEqual(await noticesOf({ oneOfVariants: true }), [
    "Not asked about, nor with the products bought after them, since each says the same as a query with more searches (one-of-variants): 1 query.",
  ]);
  assert.deepEqual(await noticesOf({ oneOfVariants: true, scopes: ["product-type"] }), []);
});

test("what purchases say of types needs no call, and why they are bought together is said of both", async () => {
  const { run } = workplace();
  const model = scriptedModel({ answer: () => " camping" });
  const settings = {
    model,
    config: { ...ofTypes, relations: null, drawsPerType: 1, answers: { ...draws, count: 2 } },
  };
  await run({ ...settings, rows: typed });
  const before = model.requests.length;
  const ofTents = partnerRow(tents.id, lamps.id, 1);
  const partners = [ofTents, partnerRow(lamps.id, tents.id, 1)];
  const { rows } = await run({ ...settings, rows: { ...typed, typePartners: partners } });
  const further = model.requests.slice(before);
  assert.equal(further.length, 4, "usedFor and cause, two draws each, once for both types");
  const said = (head: string, relation: string, prompt: RegExp) =>
    rows
      .filter((row) => row.head === head && row.relation === relation && prompt.test(row.prompt))
      .map(({ tail }) => tail);
  for (const [type, partner] of [
    [tents, lamps],
    [lamps, tents],
  ] as const) {
    assert.deepEqual(said(type.id, "usedWith", /^behaviour$/), [partner.name]);
    assert.deepEqual(said(type.id, "usedFor", /^co-type\.draws@/), ["camping", "camping"]);
  }
  // Of one type alone: what is not asked about is no head, but may be a tail.
  const one = { ...settings, config: { ...settings.config, limitTypes: 1 } };
  const limited = await run({ ...one, rows: { ...typed, typePartners: partners } });
  assert.deepEqual(
    limited.rows.filter(({ relation }) => relation === "usedWith").map(({ tail }) => tail),
    ["lamp"],
  );
  assert.ok(
    limited.rows.every(({ head, prompt }) => head === tents.id && !/^co-type/.test(prompt)),
  );
});

test("a name that does not fit is not shown, and a notice tells of it", async () => {
  const green = typeRow("green", ["Jasmine tea", "Sencha tea"], {
    ...{ nameFits: false, calledAs: "tea", place: 3 },
  });
  const model = scriptedModel({ answer: () => " sleeping" });
  const products = [...shop.products, productRow("sencha", "Sencha tea", "green")];
  const ofSencha = typeRow("green", ["Sencha tea"], {
    ...{ attribute: "sencha", nameFits: false, calledAs: "sencha tea", round: 2 },
  });
  const { record: stageRecord } = await workplace().run({
    model,
    rows: { ...typed, products, productTypes: [tents, green] },
    config: { ...ofTypes, drawsPerType: 1 },
  });
  const { record: withAttributes } = await workplace().run({
    model: scriptedModel({ answer: () => " sleeping" }),
    rows: { ...typed, products, productTypes: [tents, green, ofSencha] },
    config: {
      ...ofTypes,
      ...{ drawsPerType: 1, scopes: ["product-type", "product-type+attribute"] },
    },
  });
  assert.deepEqual(withAttributes.notices, stageRecord.notices, "an attribute is no further type");
  const ofGreen = model.requests.filter(({ prompt }) => prompt.includes("Sencha"));
  assert.equal(ofGreen.length, 2);
  for (const { prompt, answerStem } of ofGreen) {
    assert.ok(prompt.startsWith("Things of one kind: «Jasmine tea», «Sencha tea»\n"));
    assert.ok(!prompt.includes("green") && !answerStem.includes("green"));
  }
  assert.match(ofGreen[0]?.answerStem ?? "", /the tea/);
  assert.deepEqual(stageRecord.notices, [
    "1 product type is asked about by its titles alone, for its name seems to mean something else: “green” (tea).",
  ]);
});

/** Texts with a word in common are near each other. */
const wordEncoder: Encoder = {
  id: "words",
  async encode(texts) {
    return texts.map((text) => {
      const vector = new Float32Array(2);
      vector[text.toLowerCase().includes("camp") || text.includes("ent") ? 0 : 1] = 1;
      return vector;
    });
  },
  async close() {},
};

test("the nearest of a closed list are taken for a type beside what the model says, and are known as such", async () => {
  const lists = { ...relationSet.lists, activities: ["camping", "cooking", "camping again"] };
  const { rows } = await workplace().run({
    model: scriptedModel({ answer: () => " sleeping" }),
    rows: typed,
    config: { ...ofTypes, drawsPerType: 1 },
    relations: { ...relationSet, lists },
    encoder: wordEncoder,
  });
  const ranked = rows.filter(({ call }) => call === "list_activities_usedFor");
  assert.deepEqual(
    ranked.filter(({ head }) => head === tents.id).map(({ tail, place: rank }) => [rank, tail]),
    [
      [1, "camping"],
      [2, "camping again"],
    ],
  );
  assert.equal(ranked.length, 4);
  assert.match(ranked[0]?.rawText ?? "", /number 1 of the list, nearness/);
  assert.equal(rows.length - ranked.length, 4, "isA has no list");
});

test("what was ranked once is not encoded again", async () => {
  const { run } = workplace();
  const model = scriptedModel({ answer: () => " sleeping" });
  const settings = { rows: typed, config: { ...ofTypes, drawsPerType: 1 }, model };
  const first = await run({ ...settings, encoder: wordEncoder });
  const broken: Encoder = {
    ...wordEncoder,
    encode: () => Promise.reject(new Error("asked again")),
  };
  // One type less: its part is made anew.
  const again = await run({
    ...settings,
    config: { ...settings.config, limitTypes: 1 },
    encoder: broken,
  });
  const ranked = (rows: readonly { head: string; call: string; tail: string }[]) =>
    rows.filter(({ head, call }) => head === tents.id && call.startsWith("list_"));
  assert.ok(ranked(first.rows).length > 0);
  assert.deepEqual(ranked(again.rows), ranked(first.rows));
});
