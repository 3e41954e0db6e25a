import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { RowOf } from "../domain/table.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import { coBuy, productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { selectHeads } from "./head.ts";
import { selectRequestedHeads } from "./select-requested-heads.ts";
import { waitingHeads } from "./waiting-heads.ts";

const place = await openStorePlace();

const products = Array.from({ length: 12 }, (_, number) =>
  productRow(`p${number}`, `Product ${number}`, "thing"),
);
const [first, second, third, fourth] = products as [
  (typeof products)[0],
  (typeof products)[0],
  (typeof products)[0],
  (typeof products)[0],
];
const query = queryRow("camping gear");
const ofQuery = products.map((product, place) => searchBuy(query, product, { count: 100 - place }));
const ofFirst = products
  .slice(1)
  .map((product, place) => coBuy(first, product, { count: place + 1 }));
const pairs = [...ofQuery, ...ofFirst];

type Requested = RowOf<typeof requestedHeads>;
const row = (round: number, head: string, place: number, allowed: number): Requested => ({
  round,
  head,
  place,
  pairs: allowed,
});

/** Ids of the pairs chosen with a limit, and with what was requested. */
async function chosen(limit: number, requested: readonly Requested[], sold = products) {
  const store = openNewStore(place);
  const shop = await shopDatasets(store, { pairs, queries: [query], products: sold });
  const asked = await datasetOfRows(store, requestedHeads, requested);
  const files = Object.fromEntries(
    Object.entries({ ...shop, requestedHeads: asked }).map(([name, dataset]) => [
      name,
      { files: requested.length === 0 && name === "requestedHeads" ? [] : store.files(dataset) },
    ]),
  ) as unknown as Parameters<typeof selectRequestedHeads>[1];
  return place.sql.use(async (connection) => {
    const list = async (): Promise<readonly string[]> => {
      const found = await connection.runAndReadAll("SELECT id FROM heads ORDER BY id");
      return found.getRows().map(([id]) => String(id));
    };
    await selectHeads(connection, files, { limitPairs: limit, seed: 1, unexplainedOnly: false });
    const base = await list();
    const counts = await selectRequestedHeads(connection, files);
    const further = (await list()).filter((id) => !base.includes(id));
    return { base, further, counts };
  });
}

test("nothing requested, nothing added", async () => {
  const { further, counts } = await chosen(2, []);
  assert.deepEqual([further, counts], [[], { pairs: 0, heads: 0 }]);
});

test("a head that was asked for has its most frequent pairs asked about, beyond the limit", async () => {
  const { base, further, counts } = await chosen(1, [row(1, query.id, 1, 3)]);
  const frequent = ofQuery.map(({ id }) => id).filter((id) => !base.includes(id));
  assert.deepEqual(further.toSorted(), frequent.slice(0, 3).toSorted());
  assert.deepEqual(counts, { pairs: 3, heads: 1 });
});

test("heads of one round take turns", async () => {
  const { base, further } = await chosen(1, [row(1, query.id, 1, 4), row(1, first.id, 2, 4)]);
  const coBuys = ofFirst.map(({ id }) => id);
  const ofThe = further.filter((id) => coBuys.includes(id));
  assert.equal(further.length, 4);
  assert(ofThe.length >= 1 && ofThe.length <= 3, `${ofThe.length} of ${base.length}`);
});

test("what an earlier round chose stays, whatever a later one asks for", async () => {
  const once = await chosen(1, [row(1, query.id, 1, 3)]);
  const again = await chosen(1, [
    row(1, query.id, 1, 3),
    row(2, first.id, 1, 2),
    row(2, query.id, 2, 2),
  ]);
  for (const id of once.further) assert(again.further.includes(id), id);
  assert.equal(again.further.length, 5);
});

test("a head that nobody knows adds nothing", async () => {
  const { further, counts } = await chosen(1, [row(1, "query_00000000000000000000", 1, 3)]);
  assert.deepEqual([further, counts], [[], { pairs: 0, heads: 1 }]);
});

test("a variant is asked about as the one of its parent that pairs count", async () => {
  const family = [second, third, fourth].map((product) => ({ ...product, parent: "family" }));
  const others = products.filter(({ id }) => family.every((one) => one.id !== id));
  const variant = productRow("unsold", "Product unsold", "thing", { parent: "family" });
  const { base, further } = await chosen(
    1,
    [row(1, variant.id, 1, 20)],
    [...others, ...family, variant],
  );
  const wanted = pairs.filter(({ headA, headB }) =>
    family.some(({ id }) => id === headA || id === headB),
  );
  assert.deepEqual(
    further.toSorted(),
    wanted
      .map(({ id }) => id)
      .filter((id) => !base.includes(id))
      .toSorted(),
  );
});

test("a further round is worth for known heads only, some of whose pairs nobody has chosen", async () => {
  const store = openNewStore(place);
  const lonely = productRow("lonely", "Lonely", "thing");
  const shop = await shopDatasets(store, {
    pairs,
    queries: [query],
    products: [...products, lonely],
  });
  const of = (requested: { readonly files: readonly string[] }) => ({
    pairs: { files: store.files(shop.pairs) },
    queries: { files: store.files(shop.queries) },
    products: { files: store.files(shop.products) },
    requestedHeads: requested,
    unexplainedHeads: { files: [] },
  });
  const waiting = ["query_00000000000000000000", query.id, lonely.id, first.id];
  const known = [query.id, lonely.id, first.id];
  const look = (limit: number | null, requested: readonly string[] = []) =>
    place.sql.use((connection) =>
      waitingHeads(
        connection,
        of({ files: requested }),
        { limitPairs: limit, seed: 1, unexplainedOnly: false },
        waiting,
      ),
    );
  assert.deepEqual(await look(1), { known, unasked: [query.id, first.id] });
  assert.deepEqual(await look(null), { known, unasked: [] });
  const all = await datasetOfRows(store, requestedHeads, [row(1, query.id, 1, 1000)]);
  assert.deepEqual(await look(1, store.files(all)), { known, unasked: [first.id] });
});
