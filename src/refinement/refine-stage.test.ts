import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { behaviourCall, callId, claimId, listCall, productTypeId } from "../domain/ids.ts";
import { type Candidate, candidates } from "../domain/tables/candidates.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import type { Measure } from "../measures/measure.ts";
import { openMeasureStore } from "../measures/measure-store.ts";
import { readRelations, seedRelationsFile, verbalise } from "../relations/relation.ts";
import { productRow, queryRow, searchBuy, shopDatasets, typeRow } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn, written } from "../stage/stage-for-tests.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import { textPair } from "./context-cosine.ts";
import { refineStage } from "./refine-stage.ts";

const place = await openStorePlace();
const relationSet = await readRelations(seedRelationsFile);

/** A query that led to nine different things and to eight tents: seventeen heads. */
const camping = queryRow("camping gear");
const things = ["lamp", "stove", "rope", "knife", "cup", "map", "boot", "chair", "towel"];
const products = [
  ...things.map((thing) => productRow(thing, `Sturdy ${thing}`, thing)),
  ...Array.from({ length: 8 }, (_, index) =>
    productRow(`tent-${index}`, `Shelter ${index}`, "tent"),
  ),
];
const pairs = products.map((product) => searchBuy(camping, product));
const [ofLamp = "", ofStove = ""] = pairs.map(({ id }) => id);
const ofThings = pairs.slice(0, things.length).map(({ id }) => id);
const ofTents = pairs.slice(things.length).map(({ id }) => id);

/** What an answer line said about a head; a call of its own for each. */
const said = (head: string, tail: string, relation = "usedFor", draw = 1): Candidate => ({
  call: callId("scripted", `${relation} ${head} ${tail}`, "{}", draw),
  place: 1,
  scope: "pair",
  head,
  relation,
  prompt: "search-buy.draws@000000000000",
  rawText: tail,
  tail,
});

const allSaid: readonly Candidate[] = [
  said(ofLamp, "reading in the tent"),
  // Once more, and once about another head: the first is the same claim, the second is not.
  said(ofLamp, "reading in the tent", "usedFor", 2),
  said(ofStove, "reading in the tent"),
  said(ofStove, "boiling water. It is also nice"),
  said(ofLamp, "–?!"),
  said(ofLamp, "finding the way and then"),
  said(ofLamp, "a Sturdy lamp"),
  said(ofStove, "gear for camping"),
  ...ofThings.map((head) => said(head, "daily use")),
  ...ofTents.map((head) => said(head, "sleeping outdoors")),
  said(ofLamp, "lantern", "isA"),
  said(ofLamp, "lamp", "isA"),
];

interface Fakes {
  readonly perplexity: (sentence: string) => number;
  readonly cosine: (tail: string, words: string) => number;
}

const examples = new Set(
  relationSet.relations.flatMap((relation) =>
    relation.examples.map((tail) => verbalise(relation, tail)),
  ),
);

const fakes: Fakes = {
  /** Known-good examples have 10 to 29, by their length. */
  perplexity: (sentence) => {
    if (examples.has(sentence)) return 10 + (sentence.length % 20);
    if (sentence.endsWith(" and then.")) return 500;
    return sentence.includes("boiling") ? 24 : 15;
  },
  cosine: (tail, words) => (tail === "gear for camping" && words === camping.text ? 0.9 : 0.2),
};

interface Run {
  readonly config?: object;
  readonly without?: "perplexity" | "cosine" | "both";
  /** Called before each batch of a measure; may throw. */
  readonly before?: (measure: string) => void;
}

/** A folder with stored measures, in which the stage is run again and again. */
function workplace() {
  const folder = place.newFolder();
  const measured: string[] = [];
  return {
    /** Every text that was measured, as often as it was. */
    measured,
    async run({ config = {}, without, before = () => {} }: Run = {}) {
      const store = openMeasureStore(join(folder, "measures.db"));
      const measure = (name: string, of: (text: string) => number): Measure => ({
        name,
        async of(texts) {
          before(name);
          measured.push(...texts.map((text) => `${name}: ${text}`));
          return texts.map(of);
        },
      });
      const perplexity = measure("perplexity by fake", fakes.perplexity);
      const cosine = measure("cosine by fake", (pair) => {
        const [tail = "", words = ""] = pair.split("\u001f");
        assert.equal(textPair(tail, words), pair);
        return fakes.cosine(tail, words);
      });
      try {
        const tools = toolsIn(place, folder);
        const stage = refineStage({
          relationSet,
          perplexity: ["perplexity", "both"].includes(without ?? "")
            ? undefined
            : store.remember(perplexity),
          cosine: ["cosine", "both"].includes(without ?? "") ? undefined : store.remember(cosine),
          difference: undefined,
        });
        const datasets = {
          ...(await shopDatasets(tools.store, { pairs, products, queries: [camping] })),
          candidates: await datasetOfRows(tools.store, candidates, allSaid),
        };
        const record = await runToEnd(stage, config, datasets, tools);
        return { record, claims: await rowsOf(tools, claims, record) };
      } finally {
        store.close();
      }
    },
  };
}

const claimOf = (rows: readonly Claim[], head: string, tail: string, relation = "usedFor") => {
  const found = rows.find(({ id }) => id === claimId("pair", head, relation, tail));
  assert.ok(found, `no claim ${relation} ${tail}`);
  return found;
};

/** What each claim was dropped by, by tail and how many heads it was said of. */
function decisions(rows: readonly Claim[]): Readonly<Record<string, string>> {
  const heads = new Map<string, number>();
  for (const { relation, tail, droppedBy } of rows) {
    const key = `${relation} ${tail}: ${droppedBy ?? "kept"}`;
    heads.set(key, (heads.get(key) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...heads].map(([key, count]) => {
      const at = key.lastIndexOf(": ");
      return [key.slice(0, at), `${count} ${key.slice(at + 2)}`];
    }),
  );
}

const expected = {
  "usedFor reading in the tent": "2 kept",
  "usedFor boiling water": "1 kept",
  "usedFor –?!": "1 firstSentence",
  "usedFor finding the way and then": "1 completeness",
  "usedFor a Sturdy lamp": "1 copy",
  "usedFor gear for camping": "1 paraphrase",
  // Said of nine heads of nine types: it says nothing. Sleeping is said of tents alone.
  "usedFor daily use": "9 generic",
  "usedFor sleeping outdoors": "8 kept",
  "isA lantern": "1 kept",
  "isA lamp": "1 copy",
};

test("each filter drops what it is there for, and keeps the rest", async () => {
  const { claims: rows } = await workplace().run();
  assert.deepEqual(decisions(rows), expected);
  for (const { kept, droppedBy, dropReason } of rows) {
    assert.equal(kept, droppedBy === null);
    assert.equal(kept, dropReason === null);
  }
});

test("a claim carries what was measured of it, and the reason says it in numbers", async () => {
  const { claims: rows } = await workplace().run();
  const daily = claimOf(rows, ofLamp, "daily use");
  assert.deepEqual([daily.documentFrequency, daily.spread], [9, 1]);
  assert.match(daily.dropReason ?? "", /said of 9 heads \(>= 8\) with spread 1 >= 0.8/);
  const sleeping = claimOf(rows, ofTents[0] ?? "", "sleeping outdoors");
  assert.deepEqual([sleeping.documentFrequency, sleeping.spread], [8, 0]);
  const cut = claimOf(rows, ofLamp, "finding the way and then");
  assert.equal(cut.sentence, "People use it for finding the way and then.");
  assert.equal(cut.perplexity, 500);
  assert.match(cut.dropReason ?? "", /^perplexity 500 > 2\d/);
  assert.equal(claimOf(rows, ofLamp, "a Sturdy lamp").copySimilarity, 1);
  assert.equal(claimOf(rows, ofStove, "gear for camping").contextCosine, 0.9);
  assert.equal(claimOf(rows, ofStove, "reading in the tent").contextCosine, 0.2);
});

test("the same sentence about the same head is one claim with the support and the calls of both", async () => {
  const { claims: rows } = await workplace().run();
  const twice = claimOf(rows, ofLamp, "reading in the tent");
  assert.equal(twice.support, 2);
  const calls = allSaid.slice(0, 2).map(({ call }) => call);
  assert.deepEqual(twice.calls, calls.toSorted());
  const once = claimOf(rows, ofStove, "reading in the tent");
  assert.equal(once.support, 1);
  assert.equal(once.documentFrequency, 2, "said of two heads, however often");
});

const assertNothingLost = ({ funnel }: StageRecord): void => {
  for (const { group, rowsIn, rowsOut, dropped } of funnel) {
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    assert.equal(rowsIn, allSaid.filter(({ relation }) => relation === group).length);
    assert.equal(rowsIn, rowsOut + lost);
  }
};

test("the funnel says of each relation where its candidates went", async () => {
  const { record } = await workplace().run();
  assertNothingLost(record);
  assert.deepEqual(record.funnel.slice(0, 3), [
    {
      group: "usedFor",
      rowsIn: 25,
      dropped: {
        sameClaim: 1,
        firstSentence: 1,
        completeness: 1,
        copy: 1,
        generic: 9,
        paraphrase: 1,
      },
      rowsOut: 11,
    },
    { group: "capableOf", rowsIn: 0, dropped: {}, rowsOut: 0 },
    { group: "isA", rowsIn: 2, dropped: { copy: 1 }, rowsOut: 1 },
  ]);
  const [part] = written(record, "claims").parts;
  assert.match(part?.samples["paraphrase"]?.[0] ?? "", /gear for camping\. \(cosine 0.9 >= 0.85\)/);
});

test("a moved cut measures nothing again, and only decisions change", async () => {
  const { run, measured } = workplace();
  const before = await run();
  const count = measured.length;
  const moved = {
    completeness: { percentile: 50 },
    generic: { minimumHeads: 10 },
    paraphrase: { cosine: 0.95 },
  };
  const after = await run({ config: moved });
  assert.equal(measured.length, count);
  assert.deepEqual(decisions(after.claims), {
    ...expected,
    "usedFor boiling water": "1 completeness",
    "usedFor daily use": "9 kept",
    "usedFor gear for camping": "1 kept",
  });
  const undecided = (rows: readonly Claim[]) =>
    rows.map((claim) => ({ ...claim, kept: null, droppedBy: null, dropReason: null }));
  assert.deepEqual(undecided(after.claims), undecided(before.claims));
  assertNothingLost(after.record);
});

test("cuts are measured of the relations alone that have candidates", async () => {
  const { run, measured } = workplace();
  await run();
  const asked = relationSet.relations.filter((relation) =>
    relation.examples.some((tail) =>
      measured.includes(`perplexity by fake: ${verbalise(relation, tail)}`),
    ),
  );
  assert.deepEqual(
    asked.map(({ name }) => name),
    ["usedFor", "isA"],
  );
});

test("an interruption among the measures costs what was in hand: nothing that was stored is measured again", async () => {
  const { run, measured } = workplace();
  for (const stop of [2, 3, 5]) {
    let batches = 0;
    const before = (): void => {
      if (++batches === stop) throw new Error("killed");
    };
    await assert.rejects(run({ before }), /killed/);
  }
  const { claims: rows } = await run();
  assert.deepEqual(decisions(rows), expected);
  assert.equal(new Set(measured).size, measured.length, "a text was measured twice");
});

for (const [without, filter, notice] of [
  ["perplexity", "completeness", /No model measured perplexity/],
  ["cosine", "paraphrase", /No encoder measured cosines/],
] as const) {
  test(`without ${without} nothing is dropped for ${filter}, and a notice says so`, async () => {
    const { record, claims: rows } = await workplace().run({ without });
    assert.equal(record.notices.length, 1);
    assert.match(record.notices[0] ?? "", notice);
    assert.ok(rows.every(({ droppedBy }) => droppedBy !== filter));
    const column = without === "perplexity" ? "perplexity" : "contextCosine";
    assert.ok(rows.every((claim) => claim[column] === null));
    assertNothingLost(record);
  });
}

test("with all measures there is nothing to notice; other measures make the claims stale", async () => {
  const { run } = workplace();
  const all = await run();
  assert.deepEqual(all.record.notices, []);
  const none = await run({ without: "both" });
  assert.notEqual(none.record.recipe, all.record.recipe);
  assert.equal(none.record.notices.length, 2);
});

test("without product types a phrase is spread over products, and a notice says so", async () => {
  const tools = toolsIn(place);
  const run = async (catalogue: typeof products) => {
    const datasets = {
      ...(await shopDatasets(tools.store, { pairs, products: catalogue, queries: [camping] })),
      candidates: await datasetOfRows(tools.store, candidates, allSaid),
    };
    const stage = refineStage({
      relationSet,
      perplexity: undefined,
      cosine: undefined,
      difference: undefined,
    });
    const record = await runToEnd(stage, {}, datasets, tools);
    return { record, rows: await rowsOf(tools, claims, record) };
  };
  const untyped = await run(products.map((product) => ({ ...product, productType: null })));
  const daily = claimOf(untyped.rows, ofLamp, "daily use");
  assert.deepEqual([daily.spread, daily.droppedBy], [1, "generic"]);
  assert.match(untyped.record.notices.at(-1) ?? "", /^17 of 17 products .* have no type/);

  const oneType = await run(products.map((product) => ({ ...product, productType: "thing" })));
  assert.equal(claimOf(oneType.rows, ofLamp, "daily use").spread, 0);
  assert.equal(oneType.record.notices.length, 2);
});

test("an answer that two heads share makes a claim of each", async () => {
  const tools = toolsIn(place);
  const shared = said(ofLamp, "reading at night");
  const datasets = {
    ...(await shopDatasets(tools.store, { pairs, products, queries: [camping] })),
    candidates: await datasetOfRows(tools.store, candidates, [
      shared,
      { ...shared, head: ofStove },
    ]),
  };
  const stage = refineStage({
    relationSet,
    perplexity: undefined,
    cosine: undefined,
    difference: undefined,
  });
  const rows = await rowsOf(tools, claims, await runToEnd(stage, {}, datasets, tools));
  assert.deepEqual(
    rows.map(({ head, support, calls }) => [head, support, calls]).toSorted(),
    [ofLamp, ofStove].map((head) => [head, 1, [shared.call]]).toSorted(),
  );
});

test("claims about types are counted among types: votes of one meaning, and a proof for what is said of many", async () => {
  const names = ["tent", "lamp", "stove", "rope"];
  const types = names.map((name) => typeRow(name, [`Sturdy ${name}`, `Light ${name}`]));
  const lightTents = typeRow("tent", ["Sturdy tent"], { attribute: "light" });
  const ofType = (name: string, tail: string, draw: number): Candidate => ({
    ...said(productTypeId("en-US", name), tail, "usedFor", draw),
    scope: "product-type",
  });
  const told: readonly Candidate[] = [
    ofType("tent", "sleeping outdoors", 1),
    ofType("tent", "sleeping outdoors", 2),
    ofType("tent", "the sleeping outdoors", 3),
    ofType("lamp", "a sturdy lamp", 1),
    // A light tent is no other type than a tent.
    {
      ...said(lightTents.id, "sleeping outdoors", "usedFor", 5),
      scope: "product-type+attribute",
    },
    { ...said(lightTents.id, "a light tent", "usedFor", 6), scope: "product-type+attribute" },
    { ...said(lightTents.id, "everyday life", "usedFor", 7), scope: "product-type+attribute" },
    ...names.map((name) => ofType(name, "everyday life", 4)),
    // Said of pairs it is another matter.
    said(ofLamp, "sleeping outdoors"),
  ];
  const folder = place.newFolder();
  const store = openMeasureStore(join(folder, "measures.db"));
  const difference: Measure = {
    name: "difference by fake",
    of: async (texts) => texts.map((text) => (text.startsWith("Product type: rope") ? 2 : 0.5)),
  };
  const tools = toolsIn(place, folder);
  const stage = refineStage({
    relationSet,
    perplexity: undefined,
    cosine: undefined,
    difference: store.remember(difference),
  });
  const datasets = {
    ...(await shopDatasets(tools.store, {
      pairs,
      products,
      queries: [camping],
      productTypes: [...types, lightTents],
    })),
    candidates: await datasetOfRows(tools.store, candidates, told),
  };
  const rows = await rowsOf(tools, claims, await runToEnd(stage, {}, datasets, tools));
  store.close();
  const of = (name: string, tail: string): Claim | undefined =>
    rows.find(
      ({ id }) => id === claimId("product-type", productTypeId("en-US", name), "usedFor", tail),
    );
  assert.deepEqual(
    [of("tent", "sleeping outdoors")?.support, of("tent", "sleeping outdoors")?.votes],
    [2, 3],
  );
  assert.equal(of("tent", "the sleeping outdoors")?.votes, 3);
  assert.equal(of("tent", "sleeping outdoors")?.documentFrequency, 1);
  assert.equal(of("tent", "sleeping outdoors")?.typeDifference, null);
  assert.equal(of("lamp", "a sturdy lamp")?.droppedBy, "copy");
  const light = (tail: string) =>
    rows.find(({ head, tail: said }) => head === lightTents.id && said === tail);
  assert.deepEqual(
    [light("sleeping outdoors")?.votes, light("sleeping outdoors")?.documentFrequency],
    [1, 1],
  );
  assert.equal(light("a light tent")?.droppedBy, "copy");
  assert.match(light("everyday life")?.dropReason ?? "", /of 4 of 4 types/);
  assert.equal(of("tent", "everyday life")?.droppedBy, "generic");
  assert.match(of("tent", "everyday life")?.dropReason ?? "", /of 4 of 4 types.*0.5 < 1/);
  assert.equal(of("rope", "everyday life")?.kept, true);
  assert.equal(of("rope", "everyday life")?.typeDifference, 2);
  assert.equal(claimOf(rows, ofLamp, "sleeping outdoors").votes, 1);
});

test("a tail of a closed list is complete, whatever its perplexity", async () => {
  const tools = toolsIn(place);
  const store = openMeasureStore(join(place.newFolder(), "measures.db"));
  const rare: Measure = {
    name: "perplexity by fake",
    of: async (texts) => texts.map((text) => (examples.has(text) ? 10 : 500)),
  };
  const tent = typeRow("tent", ["Sturdy tent"]);
  const candidate = { ...said(tent.id, "bathing babies"), scope: "product-type" as const };
  const datasets = {
    ...(await shopDatasets(tools.store, {
      pairs,
      products,
      queries: [camping],
      productTypes: [tent],
    })),
    candidates: await datasetOfRows(tools.store, candidates, [
      { ...candidate, call: listCall("activities", "usedFor") },
      { ...candidate, tail: "bathing adults" },
    ]),
  };
  const stage = refineStage({
    relationSet,
    perplexity: store.remember(rare),
    cosine: undefined,
    difference: undefined,
  });
  const rows = await rowsOf(tools, claims, await runToEnd(stage, {}, datasets, tools));
  store.close();
  assert.deepEqual(
    new Map(rows.map(({ tail, droppedBy, perplexity }) => [tail, [droppedBy, perplexity]])),
    new Map([
      ["bathing babies", [null, null]],
      ["bathing adults", ["completeness", 500]],
    ]),
  );
});

test("what purchases say is complete and needs no other proof, however many types it is said of; near names are dropped", async () => {
  const tools = toolsIn(place);
  const store = openMeasureStore(join(place.newFolder(), "measures.db"));
  const rare: Measure = {
    name: "perplexity by fake",
    of: async (texts) => texts.map((text) => (examples.has(text) ? 10 : 500)),
  };
  const types = ["tent", "lamp", "stove", "blouses"].map((name) =>
    typeRow(name, [`Sturdy ${name}`]),
  );
  const bought = (index: number, tail: string) => ({
    ...said(types[index]?.id ?? "", tail),
    ...{ scope: "product-type" as const, relation: "usedWith", call: behaviourCall("usedWith") },
  });
  const datasets = {
    ...(await shopDatasets(tools.store, {
      ...{ pairs, products, queries: [camping], productTypes: types },
    })),
    candidates: await datasetOfRows(tools.store, candidates, [
      ...types.map((_, index) => bought(index, "gaffer tape")),
      { ...bought(3, "blouse"), place: 2 },
    ]),
  };
  const stage = refineStage({
    relationSet,
    perplexity: store.remember(rare),
    cosine: undefined,
    difference: undefined,
  });
  const rows = await rowsOf(tools, claims, await runToEnd(stage, {}, datasets, tools));
  store.close();
  assert.deepEqual(
    rows.filter(({ tail }) => tail === "gaffer tape").map(({ kept }) => kept),
    [true, true, true, true],
  );
  assert.equal(rows.find(({ tail }) => tail === "blouse")?.droppedBy, "copy");
});

test("a claim about a query is compared with its words and with what was shown of it, and counted among queries", async () => {
  const tools = toolsIn(place);
  const ofQuery = (tail: string, draw: number): Candidate => ({
    ...said(camping.id, tail, "usedFor", draw),
    scope: "query",
  });
  const shown = {
    ...{ id: camping.id, round: 1, place: 1, product: "gone", productType: "bivouac" },
    titles: ["Feather pillow", "Brass kettle"],
  };
  const datasets = {
    ...(await shopDatasets(tools.store, {
      ...{ pairs, products, queries: [camping], shownQueries: [shown] },
    })),
    candidates: await datasetOfRows(tools.store, candidates, [
      ofQuery("brass kettle", 1),
      ofQuery("bivouac", 2),
      ofQuery("sleeping outdoors", 3),
      said(ofLamp, "sleeping outdoors"),
    ]),
  };
  const stage = refineStage({
    ...{ relationSet, perplexity: undefined, cosine: undefined, difference: undefined },
  });
  const rows = await rowsOf(tools, claims, await runToEnd(stage, {}, datasets, tools));
  const queryClaims = rows.filter(({ scope }) => scope === "query");
  assert.deepEqual(
    new Map(queryClaims.map(({ tail, droppedBy }) => [tail, droppedBy])),
    new Map([
      ["brass kettle", "copy"],
      ["bivouac", "copy"],
      ["sleeping outdoors", null],
    ]),
  );
  const kept = queryClaims.find(({ tail }) => tail === "sleeping outdoors");
  assert.deepEqual([kept?.documentFrequency, kept?.votes], [1, 1]);
});
