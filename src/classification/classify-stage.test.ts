import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { assignedTypes } from "../domain/tables/assigned-types.ts";
import { type Product, products } from "../domain/tables/products.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { openSql } from "../sql/sql.ts";
import { productRow } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn, written } from "../stage/stage-for-tests.ts";
import { classifyStage } from "./classify-stage.ts";
import { noTypeRules, type TypeRule } from "./type-rules.ts";

const place = await openStorePlace();

interface Options {
  readonly rules?: readonly Omit<TypeRule, "line">[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly encoder?: Encoder;
  readonly sql?: typeof place.sql;
}

async function classified(
  rows: readonly Product[],
  { rules = [], config, encoder, sql = place.sql }: Options = {},
) {
  const tools = toolsIn({ ...place, sql });
  const catalogueProducts = await datasetOfRows(tools.store, products, rows);
  const numbered = rules.map((rule, at) => ({ ...rule, line: at + 2 }));
  const stage = classifyStage({
    rules: numbered.length === 0 ? noTypeRules : { id: JSON.stringify(numbered), rules: numbered },
    encoder,
  });
  const record = await runToEnd(stage, config, { catalogueProducts }, tools);
  const assigned = await rowsOf(tools, assignedTypes, record);
  const made = await rowsOf(tools, products, record);
  return {
    record,
    catalogueProducts,
    products: made,
    typeOf: Object.fromEntries(made.map(({ sku, productType }) => [sku, productType])),
    sourceOf: Object.fromEntries(
      assigned.map(({ product, source, type }) => [
        product.replace("default/", ""),
        type === null ? source : `${source} ${type}`,
      ]),
    ),
    assigned,
  };
}

let skus = 0;
const untyped = (title: string, details: Partial<Product> = {}): Product => {
  skus += 1;
  return productRow(`p${skus}`, title, null, details);
};

const mugs = ["Blue Coffee Mug", "Owl Coffee Mug, 12 oz", "Coffee Mug with Lid", "Tin Mug"];
const lamps = ["Oak Desk Lamp, white", "Desk Lamp for Kids", "Steel Desk Lamp", "Floor Lamp"];

test("a catalogue whose products all have types goes through as it is, and is not written again", async () => {
  const rows = [productRow("a", "Green tent", "tent"), productRow("b", "Lamp", "lamp")];
  const { record, catalogueProducts, sourceOf } = await classified(rows);
  const made = written(record, "products");
  assert.deepEqual(made.parts, catalogueProducts.parts);
  assert.equal(made.content, catalogueProducts.content);
  assert.deepEqual(sourceOf, { a: "given tent", b: "given lamp" });
  assert.deepEqual(record.funnel, [{ group: "given", rowsIn: 2, dropped: {}, rowsOut: 2 }]);
  assert.deepEqual(record.notices, []);
});

test("titles name the thing, with the word before it where enough titles say both", async () => {
  const rows = [...mugs, ...lamps].map((title) => untyped(title));
  const { products: made, assigned } = await classified(rows);
  assert.deepEqual(
    made.map(({ title, productType }) => [title, productType]),
    [...rows]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ title }) => [
        title,
        /Coffee Mug/.test(title)
          ? "coffee mug"
          : /Desk Lamp/.test(title)
            ? "desk lamp"
            : /Mug/.test(title)
              ? "mug"
              : "lamp",
      ]),
  );
  assert.ok(assigned.every(({ source, confidence }) => source === "title" && confidence > 0.5));
});

test("a category whose titles speak for it names the type; one whose titles do not leaves it to the next above", async () => {
  const shoes = ["Fashion", "Shoes", "Sandals"];
  const dresses = ["Fashion", "Dresses", "Casual"];
  const rows = [
    ...["Leather Sandal", "Beach Sandals, blue", "Thong Sandal", "Ipanema Summer Style"].map(
      (title) => untyped(title, { categoryPath: shoes }),
    ),
    ...["Maxi Dress", "Wrap Dress, red", "Summer Dress"].map((title) =>
      untyped(title, { categoryPath: dresses }),
    ),
  ];
  const { assigned } = await classified(rows);
  assert.deepEqual(
    new Set(assigned.map(({ source, type }) => `${source} ${type}`)),
    new Set(["category sandal", "category dress"]),
  );
  assert.ok(
    assigned.some(
      ({ reason }) => reason === "the category Fashion > Dresses, as 3 of 3 titles in it say",
    ),
  );
});

test("a path of one level names a type where titles speak for it, and a department none", async () => {
  const shelf = (title: string) => untyped(title, { categoryPath: ["Mugs"] });
  const { assigned } = await classified(mugs.map(shelf));
  assert.deepEqual(
    new Set(assigned.map(({ source, type }) => `${source} ${type}`)),
    new Set(["category mug"]),
  );
  const department = (title: string) => untyped(title, { categoryPath: ["Kitchenware"] });
  const alone = await classified(mugs.map(department));
  assert.ok(alone.assigned.every(({ source }) => source === "title"));
});

test("a category of too few things names no type", async () => {
  const few = ["Red Kite", "Blue Kite"].map((title) =>
    untyped(title, { categoryPath: ["Toys", "Kites"] }),
  );
  const { assigned } = await classified(few);
  assert.ok(assigned.every(({ source }) => source !== "category"));
  const enough = await classified(few, { config: { typeProducts: 2 } });
  assert.ok(enough.assigned.every(({ source, type }) => source === "category" && type === "kite"));
});

test("one product, titles without words, all titles the same", async () => {
  for (const title of ["Lamp", " ", "!!!", "12 x 3", "🎁", "de la y"]) {
    const { record, products: made } = await classified([untyped(title)]);
    assert.equal(made.length, 1);
    assert.equal(record.total.rowsIn, 1);
  }
  const same = await classified(Array.from({ length: 6 }, () => untyped("Garden Gnome")));
  assert.equal(new Set(Object.values(same.typeOf)).size, 1);
});

test("no product at all", async () => {
  const { products: made, record } = await classified([]);
  assert.deepEqual([made, record.funnel], [[], []]);
});

test("titles in another language are not read: categories are taken as they are named, and it is said", async () => {
  const german = { locale: "de-DE", categoryPath: ["Camping", "Zelte"] };
  const rows = ["Zelt für zwei", "Kuppelzelt, grün", "Zelt, leicht"].map((title) =>
    untyped(title, german),
  );
  const { assigned, record } = await classified([...rows, untyped("Laterne", { locale: "de-DE" })]);
  assert.deepEqual(
    assigned.map(({ type }) => type),
    ["zelte", "zelte", "zelte", null],
  );
  assert.deepEqual(new Set(assigned.map(({ proposal }) => proposal)), new Set([null]));
  const one = await classified([untyped("Zelt", { locale: "de-DE", categoryPath: ["Camping"] })], {
    config: { typeProducts: 1 },
  });
  assert.deepEqual(Object.values(one.sourceOf), ["none"]);
  assert.match(record.notices[0] ?? "", /^4 products without a type .*\(de-DE\)/);
});

test("below the confidence that is asked for there is no type, but it is told what was proposed", async () => {
  const rows = [...mugs.map((title) => untyped(title)), untyped("Zorblax Quux Deluxe")];
  const { assigned, record } = await classified(rows, { config: { typeConfidence: 0.99 } });
  assert.ok(
    assigned.every(({ type, source, proposal }) => type === null && source === "none" && proposal),
  );
  assert.deepEqual(record.funnel, [
    { group: "none", rowsIn: 5, dropped: { unsure: 5 }, rowsOut: 0 },
  ]);
  assert.match(record.notices.join(), /5 products stay without a type/);
  assert.equal(record.writes["assignedTypes"]?.parts[0]?.samples["unsure"]?.length, 5);
});

test("switched off, nothing is proposed and no other row changes", async () => {
  const rows = [untyped("Coffee Mug"), productRow("t", "Tent", "tent")];
  const off = { assignTypes: false };
  const { record, catalogueProducts, sourceOf } = await classified(rows, { config: off });
  assert.equal(written(record, "products").content, catalogueProducts.content);
  assert.deepEqual(Object.values(sourceOf).toSorted(), ["given tent", "none"]);
});

test("a rule goes before all: sku, then title, then the longest category; also before the import and switched off", async () => {
  const path = ["Home", "Lighting", "Lamps"];
  const rows = [
    productRow("a", "Green tent", "tent"),
    productRow("b", "Gift card, 50 dollars", "card"),
    productRow("c", "Desk lamp", null, { categoryPath: path }),
    productRow("d", "Gift card with a lamp", null, { categoryPath: path }),
    productRow("e", "50% off", null),
  ];
  const rules = [
    { by: "category", value: "Home", type: "home thing" },
    { by: "category", value: "lighting > lamps", type: "light" },
    { by: "title", value: "gift card*", type: "gift card" },
    { by: "title", value: "50%*", type: "discount" },
    { by: "sku", value: "a", type: "shelter" },
    { by: "sku", value: "default/d", type: "set" },
  ] as const;
  for (const assignTypes of [true, false]) {
    const { typeOf, sourceOf, record } = await classified(rows, { rules, config: { assignTypes } });
    assert.deepEqual(typeOf, { a: "shelter", b: "gift card", c: "light", d: "set", e: "discount" });
    assert.equal(sourceOf["a"], "override shelter");
    assert.deepEqual(record.notices, []);
  }
});

test("a rule that meets no product is told with its line", async () => {
  const { record } = await classified([productRow("a", "Tent", "tent")], {
    rules: [
      { by: "sku", value: "a", type: "tent" },
      { by: "sku", value: "gone", type: "tent" },
    ],
  });
  assert.match(
    record.notices[0] ?? "",
    /^No product meets 1 line of your file of types, such as line 3 \(sku gone\)/,
  );
});

test("what the import calls things of a name, things without a type of that name are called", async () => {
  const rows = [
    ...mugs.slice(0, 3).map((title, at) => productRow(`m${at}`, title, "Becher")),
    untyped("Yellow Coffee Mug"),
  ];
  const { typeOf } = await classified(rows);
  assert.deepEqual(new Set(Object.values(typeOf)), new Set(["Becher"]));
});

test("colours and sizes of one thing are one thing: a maker's name that they share names no kind", async () => {
  const variants = ["red", "blue", "green", "black"].map((colour) =>
    untyped(`Moppet & Moss Nursing Pillow, ${colour}`, { parent: "moppet" }),
  );
  const pillows = ["Feather Pillow", "Travel Pillow", "Memory Foam Pillow"].map((title) =>
    untyped(title),
  );
  const { assigned } = await classified([...variants, ...pillows]);
  assert.deepEqual(new Set(assigned.map(({ type }) => type)), new Set(["pillow"]));
});

test("a word that most titles begin with is a maker's name, and no kind of thing", async () => {
  const uses = ["Camp Stoves", "Gas Ranges", "Office Kitchens", "Train Rides"];
  const rows = uses.map((use) => untyped(`Acme Kettle for ${use}`));
  const { typeOf } = await classified([...rows, untyped("Acme Toaster with Crumb Tray")]);
  assert.deepEqual(new Set(Object.values(typeOf)), new Set(["kettle", null]));
});

test("the rows are the same with more threads and in another order", async () => {
  const rows = [...mugs, ...lamps, "Xyzzy"].map((title, at) =>
    untyped(title, { categoryPath: at % 2 === 0 ? ["Home", "Mugs & Lamps"] : [] }),
  );
  const sql = await openSql({ threads: 4, memoryLimit: "1GB", temporaryFolder: place.newFolder() });
  try {
    const one = await classified(rows);
    const other = await classified(rows.toReversed(), { sql });
    for (const name of ["products", "assignedTypes"]) {
      assert.equal(written(one.record, name).content, written(other.record, name).content);
    }
  } finally {
    sql.close();
  }
});

test("an encoder finds the nearest titles for what is not sure, and is not asked about the rest", async () => {
  const asked: string[] = [];
  const encoder: Encoder = {
    id: "by first letter",
    async encode(texts) {
      asked.push(...texts);
      return texts.map((text) => new Float32Array(text.includes("Gl") ? [1, 0] : [0, 1]));
    },
    async close() {},
  };
  const glasses = Array.from({ length: 12 }, (_, at) => `Gl${"abcdefghijkl"[at]} Wine Glass`);
  const rows = [...glasses, ...mugs, "Gloop Quix"].map((title) => untyped(title));
  const { products: made, assigned, record } = await classified(rows, { encoder });
  const odd = made.find(({ title }) => title === "Gloop Quix");
  assert.equal(odd?.productType, "wine glass");
  assert.equal(assigned.find(({ product }) => product === odd?.id)?.source, "cluster");
  assert.doesNotMatch(record.notices.join(), /no encoder/);
  asked.length = 0;
  await classified([productRow("t", "Tent", "tent")], { encoder });
  assert.deepEqual(asked, []);
});
