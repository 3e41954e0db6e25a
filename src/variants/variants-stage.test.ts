import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { queryId } from "../domain/ids.ts";
import { products } from "../domain/tables/products.ts";
import { type Query, queries } from "../domain/tables/queries.ts";
import { type QueryProduct, queryProducts } from "../domain/tables/query-products.ts";
import { queryVariants } from "../domain/tables/query-variants.ts";
import { openSql } from "../sql/sql.ts";
import { productRow, queryRow } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import { variantsStage } from "./variants-stage.ts";

const place = await openStorePlace();

/** A query with how often it was searched, and how often products were clicked after it. */
type Asked = readonly [
  text: string,
  searches: number,
  clicks?: Readonly<Record<string, number>>,
  details?: Partial<Query>,
];

const titles = ["Dome Tent, green", "Knitting Needles", "Red Dress", "Bed Sheet", "Boat Coat"];

async function clustered(
  asked: readonly Asked[],
  { config = {}, sql = place.sql }: { config?: object; sql?: typeof place.sql } = {},
) {
  const tools = toolsIn({ ...place, sql });
  const rows = asked.map(([text, searches, , details]): Query => {
    const row = { ...queryRow(text), searches, ...details };
    return { ...row, id: queryId(row.site, row.locale, text) };
  });
  const chosen = asked.flatMap(([, , clicks = {}], at): QueryProduct[] =>
    Object.entries(clicks).map(([product, times]) => ({
      query: rows[at]?.id ?? "",
      product,
      clicks: times,
      purchases: 0,
    })),
  );
  const record = await runToEnd(
    variantsStage(),
    config,
    {
      queries: await datasetOfRows(tools.store, queries, rows),
      queryProducts: await datasetOfRows(tools.store, queryProducts, chosen),
      products: await datasetOfRows(
        tools.store,
        products,
        titles.map((title, at) => productRow(`p${at}`, title, null)),
      ),
    },
    tools,
  );
  const textOf = new Map(rows.map(({ id, text }) => [id, text]));
  const found = await rowsOf(tools, queryVariants, record);
  return {
    record,
    found,
    content: record.writes["queryVariants"]?.content,
    /** Each joined query with its head and way. */
    joined: found
      .filter(({ way }) => way !== "head")
      .map(({ query, head, way }) => `${textOf.get(query)} > ${textOf.get(head)} (${way})`)
      .toSorted(),
  };
}

test("wordings that come to the same count as the one with most searches, each by its way", async () => {
  const { joined, found, record } = await clustered([
    ["dome tent", 90],
    ["tent dome", 20],
    ["dome tents", 30],
    ["dometent", 10],
    ["doem tent", 5],
    ["knitting needles", 40],
    ["kniting needels", 6],
    ["lamp", 50],
  ]);
  assert.deepEqual(joined, [
    "doem tent > dome tent (spelling)",
    "dome tents > dome tent (form)",
    "dometent > dome tent (spacing)",
    "kniting needels > knitting needles (spelling)",
    "tent dome > dome tent (order)",
  ]);
  const heads = found.filter(({ way }) => way === "head");
  assert.deepEqual(
    heads.map(({ query, head, editDistance, confidence }) => [
      query === head,
      editDistance,
      confidence,
    ]),
    [
      [true, 0, 1],
      [true, 0, 1],
    ],
  );
  const needles = found.find(({ query }) => query === queryRow("kniting needels").id);
  assert.equal(needles?.editDistance, 2);
  assert.deepEqual(record.total, { rowsIn: 8, rowsOut: 7 });
});

test("a word that titles say may be meant: then behaviour has to agree", async () => {
  const words: readonly Asked[] = [
    ["boat paint", 50, { p1: 9 }],
    ["coat paint", 20, { p2: 9 }],
    ["sheet cotton", 50, { p1: 9, p2: 9 }],
    ["sheer cotton", 20, { p1: 9, p2: 9 }],
  ];
  const { joined, record } = await clustered(words);
  assert.deepEqual(joined, ["sheer cotton > sheet cotton (spelling)"]);
  assert.deepEqual(
    record.funnel.map(({ group, dropped, rowsOut }) => [group, dropped, rowsOut]),
    [["spelling", { unconfirmed: 1 }, 1]],
  );
});

test("behaviour speaks against words where both queries led to enough of other products", async () => {
  const both = (times: number): readonly Asked[] => [
    ["chocolate milk", 50, { p1: times }],
    ["milk chocolate", 20, { p2: times }],
  ];
  assert.deepEqual((await clustered(both(40))).joined, []);
  assert.deepEqual((await clustered(both(4))).joined, ["milk chocolate > chocolate milk (order)"]);
  const config = { by: "wording" };
  assert.equal((await clustered(both(40), { config })).joined.length, 1);
});

test("by behaviour, queries are joined in whatever words, and numbers keep apart", async () => {
  const asked: readonly Asked[] = [
    ["couch", 50, { p1: 20, p2: 5 }],
    ["sofa", 20, { p1: 20, p2: 6 }],
    ["sofa 2", 10, { p1: 20, p2: 6 }],
    ["lamp", 10, { p3: 20 }],
  ];
  const { joined } = await clustered(asked, { config: { by: "behaviour" } });
  assert.deepEqual(joined, ["sofa > couch (behaviour)"]);
  assert.deepEqual((await clustered(asked)).joined, []);
});

test("sites and locales keep apart, and `none` joins nothing", async () => {
  const asked: readonly Asked[] = [
    ["dome tent", 90],
    ["tent dome", 20, {}, { site: "other" }],
    ["tents dome", 20, {}, { locale: "en-GB" }],
  ];
  assert.deepEqual((await clustered(asked)).found, []);
  const none = await clustered(
    [
      ["dome tent", 9],
      ["tent dome", 5],
    ],
    { config: { by: "none" } },
  );
  assert.deepEqual(none.found, []);
  assert.deepEqual((await clustered([])).found, []);
});

test("a cluster is no chain: what resembles a member alone is not in it", async () => {
  const { joined, record } = await clustered([
    ["tent poles", 90, { p1: 20 }],
    ["tent pales", 50, { p1: 20 }],
    ["tent palms", 20, { p1: 20 }],
  ]);
  assert.deepEqual(joined, ["tent pales > tent poles (spelling)"]);
  assert.deepEqual(record.funnel[0]?.dropped, { otherHead: 1 });
});

const word = fc.constantFrom(
  "tent",
  "tents",
  "dome",
  "doem",
  "2",
  "3",
  "without",
  "needle",
  "nedle",
);
const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const digitsOf = (words: string): string => (words.match(/\d/g) ?? []).join();
const without = (words: string): number => words.split("without").length;

test("neither threads nor the order of rows change the rows; digits and negations are never joined", async () => {
  // The others of this file have one thread.
  const several = await openSql({
    ...{ threads: 4, memoryLimit: "500MB", temporaryFolder: place.newFolder() },
  });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(text, fc.nat(20), fc.nat(30)), {
          selector: ([words]) => words,
          minLength: 2,
          maxLength: 30,
        }),
        async (rows) => {
          const asked = rows.map(
            ([words, searches, clicks]): Asked => [words, searches, { p1: clicks, p2: 1 }],
          );
          const one = await clustered(asked);
          const other = await clustered(asked.toReversed(), { sql: several });
          assert.equal(one.content, other.content);
          for (const line of one.joined) {
            const [a = "", b = ""] = line.replace(/ \(.*/, "").split(" > ");
            assert.equal(digitsOf(a), digitsOf(b), line);
            assert.equal(without(a), without(b), line);
          }
          const heads = new Set(one.found.map(({ head }) => head));
          for (const { query, head } of one.found) assert.equal(heads.has(query), query === head);
        },
      ),
      { numRuns: 20 },
    );
  } finally {
    several.close();
  }
});
