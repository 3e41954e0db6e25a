import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOf } from "../artifact/dataset.ts";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { productRow } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn, written } from "../stage/stage-for-tests.ts";
import { type Label, labelRow } from "./label.ts";
import { labelsStage, sampleData } from "./labels-stage.ts";
import { splitOfType } from "./split.ts";

const place = await openStorePlace();

/** Types that stand on this side by themselves. */
const typesOn = (side: string): readonly string[] =>
  Array.from({ length: 40 }, (_, number) => `kind ${number}`).filter(
    (type) => splitOfType(type) === side,
  );
const [trainType = "", otherTrainType = ""] = typesOn("train");
const [testType = ""] = typesOn("test");

const tent = productRow("tent", "Sturdy shelter", trainType, { domain: "Outdoors" });
const lamp = productRow("lamp", "Bright lamp", testType, { domain: "Lights" });
const rope = productRow("rope", "Long rope", otherTrainType);
const plain = productRow("plain", "Nameless thing", null);
const catalogue = [tent, lamp, rope, plain];

const label = (details: Partial<Label> = {}, product: Pick<Product, "id"> = tent): LabelRow =>
  labelRow({
    data: "shop",
    head: { behaviour: "searchBuy", query: "camping", products: [product.id] },
    relation: "usedFor",
    tail: "sleeping",
    sentence: "People use it for sleeping.",
    madeBy: "a model",
    annotator: "one",
    annotatorKind: "person",
    answers: { plausible: "yes" },
    guideline: 1,
    round: 1,
    shown: "hash",
    ...details,
  });

const coBuy = (one: Product, other: Product, details: Partial<Label> = {}): LabelRow =>
  label({ ...details, head: { behaviour: "coBuy", products: [one.id, other.id] } });

/** Runs the stage on imports, each a file of its own. */
async function run(imports: readonly (readonly LabelRow[])[], sampleLabels = true) {
  const tools = toolsIn(place);
  const parts = await Promise.all(
    imports.map((rows, at) =>
      tools.store.part({
        table: labels,
        name: `import ${at}`,
        inputs: rows,
        async fill(draft) {
          for (const row of rows) draft.write(row);
        },
      }),
    ),
  );
  const record = await runToEnd(
    labelsStage(),
    { sampleLabels },
    {
      importedLabels: datasetOf("importedLabels", parts),
      products: await datasetOfRows(tools.store, products, catalogue),
    },
    tools,
  );
  const rows = await rowsOf(tools, labels, record);
  const [part] = written(record, "labels").parts;
  return {
    rows,
    funnel: record.funnel,
    samples: part?.samples ?? {},
    of: (row: LabelRow) => rows.find(({ id }) => id === row.id),
  };
}

test("a label gets the words of its products from the catalogue", async () => {
  const [search, both, untyped] = [label(), coBuy(lamp, tent), label({}, plain)];
  const { of } = await run([[search, both, untyped]]);
  assert.deepEqual(of(search), {
    ...search,
    ...{ titleB: "Sturdy shelter", typeB: trainType, domain: "Outdoors", split: "train" },
  });
  const words = (row: LabelRow | undefined) =>
    row && [row.titleA, row.typeA, row.titleB, row.typeB, row.domain];
  assert.deepEqual(words(of(both)), [
    ...["Bright lamp", testType, "Sturdy shelter", trainType],
    "Outdoors",
  ]);
  assert.deepEqual(words(of(untyped)), [null, null, "Nameless thing", null, "Others"]);
});

test("a label that brings its words keeps them, even of a product no catalogue has", async () => {
  const brought = { ...label({}, { id: "elsewhere/1" }), titleB: "Own title", typeB: "own type" };
  const { of } = await run([[brought]]);
  assert.deepEqual({ ...of(brought), split: null }, brought);
});

test("a label about a product that no catalogue has is dropped and counted", async () => {
  const missing = { ...lamp, id: "default/missing" };
  const rows = [label(), label({}, missing), coBuy(missing, tent), coBuy(tent, missing)];
  const { rows: made, funnel, samples } = await run([rows]);
  assert.deepEqual(
    made.map(({ id }) => id),
    [rows[0]?.id],
  );
  assert.deepEqual(funnel, [
    { group: "shop", rowsIn: 4, dropped: { productUnknown: 3 }, rowsOut: 1 },
  ]);
  assert.equal(samples["productUnknown"]?.length, 3);
  for (const sample of samples["productUnknown"] ?? []) {
    assert.match(sample, /^label_[0-9a-f]{20} default\/missing$/);
  }
});

test("of two equal labels the one imported later stands", async () => {
  const before = label({ answers: { plausible: "yes" } });
  const later = label({ answers: { plausible: "no" }, comment: "on second thoughts" });
  assert.equal(before.id, later.id);
  const { rows, funnel } = await run([[before], [later]]);
  assert.deepEqual(
    rows.map(({ answers }) => answers),
    [{ plausible: "no" }],
  );
  assert.deepEqual(funnel, [{ group: "shop", rowsIn: 2, dropped: { sameLabel: 1 }, rowsOut: 1 }]);
});

test("another annotator's or a second reading is a label of its own, on the same side", async () => {
  const { rows, funnel } = await run([[label(), label({ annotator: "two" }), label({ round: 2 })]]);
  assert.deepEqual(
    rows.map(({ split }) => split),
    ["train", "train", "train"],
  );
  assert.deepEqual(funnel[0]?.dropped, {});
});

test("labels that come with cosmo can be left out", async () => {
  const rows = [label(), label({ data: sampleData, tail: "resting" })];
  const { funnel, rows: without } = await run([rows], false);
  assert.deepEqual(
    without.map(({ data }) => data),
    ["shop"],
  );
  assert.deepEqual(funnel, [
    { group: sampleData, rowsIn: 1, dropped: { sampleLabels: 1 }, rowsOut: 0 },
    { group: "shop", rowsIn: 1, dropped: {}, rowsOut: 1 },
  ]);
  assert.equal((await run([rows], true)).rows.length, 2);
});

test("a label's own side is kept, and so is that it stands on none", async () => {
  const own = label({ split: "test" });
  const none = label({ split: null, tail: "resting" });
  const { of } = await run([[own, none]]);
  assert.equal(of(own)?.split, "test");
  assert.equal(of(none)?.split, "none");
});

test("where sides are missing, no type and no tail stands on two", async () => {
  const rows = ["a", "b", "c"].flatMap((tail, at) => [
    ...[tent, lamp, rope, plain].map((product) => label({ tail }, product)),
    coBuy(tent, rope, { tail: `${tail} ${at}` }),
    coBuy(tent, lamp, { tail }),
  ]);
  const { rows: made } = await run([rows]);
  const sides = new Map<string, Set<string>>();
  for (const { split, tail, typeA, typeB, titleB } of made) {
    assert.notEqual(split, null);
    if (split === null || split === "none") continue;
    for (const thing of [tail, typeB ?? titleB ?? "", ...(typeA === null ? [] : [typeA])]) {
      sides.set(thing, (sides.get(thing) ?? new Set()).add(split));
    }
  }
  for (const [thing, own] of sides) assert.equal(own.size, 1, thing);
  const used = made.map(({ split }) => split).filter((split) => split !== "none");
  assert.deepEqual(new Set(used), new Set(["train", "test"]));
});

test("a tail of a label that came with its side belongs to that side, wherever it comes in", async () => {
  // The label about the lamp would have been first.
  const undecided = label({ tail: "shared" }, lamp);
  const own = label({ tail: "shared", split: "train" }, tent);
  for (const rows of [
    [undecided, own],
    [own, undecided],
  ]) {
    const { of } = await run([rows]);
    assert.equal(of(own)?.split, "train");
    assert.equal(of(undecided)?.split, "none", "its type is on the test side");
  }
});

test("a side that came with a label, and is not that of its type, takes its tail with it", async () => {
  const own = label({ tail: "shared", split: "test" }, tent);
  const undecided = label({ tail: "shared" }, rope);
  const { of } = await run([[own, undecided]]);
  assert.equal(of(own)?.split, "test");
  assert.equal(of(undecided)?.split, "none", "its type is on the training side");
});

test("a side that came with a label, and is not that of its type, takes its type with it", async () => {
  const own = label({ tail: "sleeping", split: "test" }, tent);
  const undecided = label({ tail: "resting" }, tent);
  const { of } = await run([[own, undecided]]);
  assert.equal(of(own)?.split, "test");
  assert.notEqual(of(undecided)?.split, "train", "it would stand on two sides");
});

test("a label that came on no side holds its tail for none", async () => {
  const none = label({ tail: "shared", split: null }, lamp);
  const own = label({ tail: "shared", split: "train" }, tent);
  const undecided = label({ tail: "shared", annotator: "two" }, lamp);
  const { of } = await run([[none, own, undecided]]);
  assert.equal(of(none)?.split, "none");
  assert.equal(of(undecided)?.split, "none", "the tail is on the training side");
});

const ofType = (type: string, details: Partial<Label> = {}): LabelRow =>
  label({ head: { type, titles: ["Dome", "Bell"] }, ...details });

test("a label about a type or a query for it needs no catalogue, and one about a product does", async () => {
  const type = ofType("never sold");
  const query = label({ head: { type: trainType, query: "dome" } });
  const product = label({ head: { type: "as the label has it", product: tent.id } });
  const untyped = label({ head: { type: "as the label has it", product: plain.id } });
  const missing = label({ head: { type: trainType, product: "default/missing" } });
  const { of, funnel } = await run([[type, query, product, untyped, missing]]);
  assert.deepEqual({ ...of(type), split: null }, type);
  assert.deepEqual(of(query), { ...query, split: "train" });
  assert.deepEqual(of(product), {
    ...product,
    ...{ titleB: "Sturdy shelter", typeB: trainType, domain: "Outdoors", split: "train" },
  });
  assert.equal(of(untyped)?.typeB, "as the label has it");
  assert.deepEqual(funnel[0]?.dropped, { productUnknown: 1 });
});

test("a type stands on one side, however it is spelt and whatever of it is labelled", async () => {
  const rows = [
    ofType(testType.toUpperCase(), { tail: "a" }),
    label({ head: { type: testType, product: lamp.id }, tail: "b" }),
    label({ head: { type: testType, query: "lamps" }, tail: "c" }),
    label({ tail: "d" }, lamp),
  ];
  const { rows: made } = await run([rows]);
  assert.deepEqual(
    made.map(({ split }) => split),
    rows.map(() => "test"),
  );
  const own = ofType(testType.toUpperCase(), { tail: "a", split: "train" });
  const { of } = await run([[own, ...rows.slice(1)]]);
  for (const row of rows.slice(1))
    assert.equal(of(row)?.split, "train", "its type came with a side");
});

test("a type's claim whose tail stands on another side is on none", async () => {
  const own = label({ tail: "shared", split: "train" }, tent);
  const other = ofType(testType, { tail: "shared" });
  const { of } = await run([[own, other]]);
  assert.equal(of(other)?.split, "none");
});
