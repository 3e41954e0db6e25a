import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { evidenceIn } from "./edge-evidence.ts";
import type { Lookup } from "./show/lookup.ts";
import {
  allCarried,
  bivouacs,
  bought,
  camping,
  cold,
  lightCold,
  ofCamping,
  ofCold,
  ofPair,
  ofTent,
  ofTents,
  starry,
  tent,
  tents,
  tooLight,
  typeShop,
  wintry,
  wintryTent,
} from "./show/type-shop-for-tests.ts";

const place = await openStorePlace();
const shop = await typeShop(place);

const evidence = (lookup: Lookup, id: string) =>
  evidenceIn(lookup, (relation, wording) => `${relation}: ${wording}`, id);

test("behind an edge are the claims of its pairs, and those of types that were carried to its head", async () => {
  const { edge, claims } = await evidence(shop, ofTent.id);
  assert.deepEqual([edge.pairs, edge.types], [1, 1]);
  assert.equal(claims.total, 2);
  const [ofType, pairClaim] = claims.rows;
  assert.deepEqual(
    [ofType?.id, ofType?.scope, ofType?.votes, ofType?.pair],
    [ofTents.id, "product-type", 7, null],
  );
  assert.deepEqual(ofType?.type, {
    ...{
      id: tents.id,
      name: "tent",
      attribute: null,
      titles: ["Alder Tent", "Birch Bivouac", "Cedar Tent"],
    },
  });
  assert.deepEqual(ofType?.carried, { decision: "carried", probability: 0.93, reason: null });
  assert.deepEqual(
    [pairClaim?.id, pairClaim?.scope, pairClaim?.pair?.id, pairClaim?.type, pairClaim?.carried],
    [ofPair.id, "pair", bought.id, null, null],
  );
});

test("what is true of a type with an attribute says which", async () => {
  const { claims } = await evidence(shop, lightCold.id);
  assert.deepEqual(
    claims.rows.map(({ scope, type, carried }) => [scope, type, carried?.probability]),
    [
      [
        "product-type+attribute",
        {
          ...{ id: bivouacs.id, name: "bivouac tent", attribute: "bivouac" },
          titles: ["Birch Bivouac"],
        },
        0.88,
      ],
    ],
  );
});

test("an edge that comes from a type alone was never seen, and has no claim of another product's pair", async () => {
  const { edge, claims } = await evidence(shop, ofCold.id);
  assert.deepEqual([edge.pairs, edge.firstSeen, edge.lastSeen], [0, null, null]);
  assert.deepEqual(
    claims.rows.map(({ id, carried }) => [id, carried?.probability]),
    [[ofTents.id, 0.71]],
  );
});

test("what the last run no longer entails stays behind the edge, carried by nothing that is known", async () => {
  const lookup = await typeShop(
    place,
    allCarried.filter(({ claim, head }) => claim !== ofTents.id || head !== tent.id),
  );
  const { rows } = (await evidence(lookup, ofTent.id)).claims;
  assert.deepEqual(
    rows.map(({ id, type, carried }) => [id, type?.name, carried]),
    [
      [ofTents.id, "tent", null],
      [ofPair.id, undefined, null],
    ],
  );
  const none = await typeShop(place, []);
  assert.equal((await evidence(none, ofCold.id)).claims.total, 1);
});

test("what the last run holds back is told with its reason", async () => {
  const heldBack = { ...tooLight, head: tent.id };
  const lookup = await typeShop(place, [heldBack]);
  const { rows } = (await evidence(lookup, wintryTent.id)).claims;
  assert.deepEqual(
    rows.map(({ id, carried }) => [id, carried?.decision, carried?.reason]),
    [[wintry.id, "contradicted", "the title says: summer"]],
  );
});

test("what was said of a query itself leads to it, with what the prompt showed", async () => {
  const { edge, claims } = await evidence(shop, starry.id);
  assert.deepEqual([edge.pairs, edge.types, edge.firstSeen], [0, 0, null]);
  const [claim, ...others] = claims.rows;
  assert.deepEqual(others, []);
  assert.deepEqual(
    [claim?.id, claim?.scope, claim?.pair, claim?.type],
    [ofCamping.id, "query", null, null],
  );
  assert.deepEqual(claim?.query, {
    ...{ id: camping.id, words: "camping", site: "default", locale: "en-US" },
    titles: [tent.title, cold.title],
  });
});

test("an unknown edge is told", async () => {
  await assert.rejects(evidence(shop, cold.id), { code: "EDGE_UNKNOWN", httpStatus: 404 });
});
