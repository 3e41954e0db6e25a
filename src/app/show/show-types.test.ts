import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../../artifact/store-for-tests.ts";
import { silently } from "../workspace-for-tests.ts";
import { claimHeads } from "./claim-heads.ts";
import type { Lookup } from "./lookup.ts";
import { showClaim } from "./show-claim.ts";
import { showProduct, showQuery } from "./show-heads.ts";
import { showCall, showEdge, showNode } from "./show-knowledge.ts";
import { showType } from "./show-type.ts";
import type { Shown } from "./shown.ts";
import {
  bivouacs,
  bought,
  camping,
  carriedTo,
  cold,
  lightCold,
  ofBivouacs,
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
} from "./type-shop-for-tests.ts";

const place = await openStorePlace();
const shop = await typeShop(place);

function section(shown: Shown, title: string) {
  const found = shown.sections.find((one) => one.title === title);
  assert(found, `${shown.kind} has no ${title}`);
  return found;
}

test("an edge says of each claim what it was said of, and how one of a type came to its head", async () => {
  const { rows } = section(await showEdge(shop, ofTent), "Claims behind it");
  assert.deepEqual(
    rows.map(({ claim, scope, votes, plausibility, type, pair, why }) => ({
      ...{ claim, scope, votes, plausibility, type, pair, why },
    })),
    [
      {
        ...{ claim: ofTents.id, scope: "product-type", votes: 7, plausibility: 0.86 },
        ...{ type: tents.id, pair: undefined },
        why: "true of the type “tent” (7 votes, plausibility 0.86), carried to this product: probability 0.93",
      },
      {
        ...{ claim: ofPair.id, scope: "pair", votes: 2, plausibility: 0.86 },
        ...{ type: undefined, pair: bought.id, why: undefined },
      },
    ],
  );
  assert.equal((await showEdge(shop, ofCold)).facts["firstSeen"], null);
});

test("what is true of a type with an attribute is told by both words, and stays with what has it", async () => {
  const told = async (lookup: Lookup) =>
    section(await showEdge(lookup, lightCold), "Claims behind it").rows.map(({ type, why }) => [
      ...[type, why],
    ]);
  assert.deepEqual(await told(shop), [
    [
      bivouacs.id,
      "true of the type “bivouac tent” (4 votes, plausibility 0.86), carried to this product: probability 0.88",
    ],
  ]);
  // The last run says nothing of it any more: it is known of the product that has the attribute.
  const none = await typeShop(place, []);
  assert.equal((await told(none)).length, 1);
  const { rows } = section(
    await showEdge(none, { ...lightCold, head: tent.id }),
    "Claims behind it",
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(await claimHeads(shop, ofBivouacs), {
    ...{ headA: "bivouac tent", headB: "Birch Bivouac" },
  });
  assert.deepEqual(
    section(await showType(shop, tents), "Attributes").rows.map(({ attribute }) => attribute),
    ["bivouac"],
  );
});

test("a claim of a type leads to its type, and to where it was carried or held back and why", async () => {
  const shown = await showClaim(shop, wintry);
  assert.equal(
    shown.sections.some(({ title }) => title === "Pair"),
    false,
  );
  assert.deepEqual(section(shown, "Product type").rows, [
    { type: tents.id, name: "tent", titles: tents.titles },
  ]);
  const told = (title: string) => {
    const { total, rows } = section(shown, title);
    return [total, rows.map(({ words, kind, reason }) => [words, kind, reason])];
  };
  assert.deepEqual(told("Carried to"), [1, [["Alder Tent", "product", null]]]);
  assert.deepEqual(told("Held back as unsure"), [1, [["camping", "query", "0.40 is under 0.60"]]]);
  assert.deepEqual(told("Held back as contradicted"), [
    1,
    [["Birch Bivouac", "product", "the title says: summer"]],
  ]);
  const ofPairShown = await showClaim(shop, ofPair);
  assert.deepEqual(
    ofPairShown.sections.map(({ title }) => title),
    ["Pair", "Edges it stands behind", "Answers"],
  );
});

test("of very many heads ten are shown, and all are counted", async () => {
  const many = Array.from({ length: 25 }, (_, number) =>
    carriedTo(wintry.id, `shop/${number}`, { decision: "unsure", reason: "as likely as not" }),
  );
  const shown = await showClaim(await typeShop(place, many), wintry);
  const { total, rows } = section(shown, "Held back as unsure");
  assert.deepEqual([total, rows.length], [25, 10]);
  assert.equal(section(shown, "Carried to").total, 0);
});

test("a product and a query say what was held back from them, and why", async () => {
  const product = await showProduct(shop, cold, silently);
  assert.equal(product.facts["type"], tents.id);
  const { typeFrom, typeConfidence, typeReason } = product.facts;
  assert.deepEqual(
    [typeFrom, typeConfidence, typeReason],
    ["category", 0.97, "the category Tents, as 3 of 4 titles in it say"],
  );
  assert.deepEqual(
    section(product, "Knowledge").rows.map(({ pairs, types, edge }) => [pairs, types, edge]),
    [
      [0, 1, ofCold.id],
      [0, 1, lightCold.id],
    ],
  );
  assert.deepEqual(section(product, "Held back").rows, [
    {
      ...{ decision: "contradicted", probability: 0.04, sentence: wintry.sentence },
      ...{ reason: tooLight.reason, type: "tent", claim: wintry.id },
    },
  ]);
  assert.equal(section(await showProduct(shop, tent, silently), "Held back").total, 0);
  const query = await showQuery(shop, camping, silently);
  assert.deepEqual(
    section(query, "Held back").rows.map(({ decision, claim }) => [decision, claim]),
    [["unsure", wintry.id]],
  );
  assert.deepEqual(
    query.sections.map(({ title }) => title),
    ["Knowledge", "Held back", "Pairs", "Claims"],
  );
});

test("a type has its titles, and its claims with what the critic says of them", async () => {
  const shown = await showType(shop, tents);
  assert.deepEqual([shown.facts["name"], shown.facts["titles"]], ["tent", tents.titles]);
  assert.equal(shown.facts["nameFits"], true);
  assert.deepEqual(section(shown, "Bought together with").rows, [
    { name: "type_mats", count: 6, lift: 24.3, round: 1, type: "type_mats" },
  ]);
  assert.deepEqual(
    section(shown, "Claims").rows.map(({ claim, votes, plausibility }) => [
      ...[claim, votes, plausibility],
    ]),
    [
      [ofTents.id, 7, 0.86],
      [wintry.id, 3, 0.86],
    ],
  );
});

test("a call says which head each candidate is of, and a node the heads of its edges", async () => {
  const { rows } = section(await showCall(shop, "call_00000000000000000000", []), "Candidates");
  assert.deepEqual(
    rows.map(({ head }) => head),
    [tents.id, bought.id],
  );
  const node = { id: ofCold.node, wording: "sleeping outdoors", normalForm: "sleep outdoors" };
  assert.equal(section(await showNode(shop, node), "Edges").total, 2);
});

test("what a claim is about is told in words, of a type by its name and a title", async () => {
  assert.deepEqual(await claimHeads(shop, ofTents), { headA: "tent", headB: "Alder Tent" });
  assert.deepEqual(await claimHeads(shop, ofPair), { headA: "camping", headB: "Alder Tent" });
  assert.deepEqual(await claimHeads(shop, { scope: "product-type", head: "type_0" }), {
    ...{ headA: "type_0", headB: "" },
  });
});

test("what was said of a query itself is told as that", async () => {
  const { rows } = section(await showEdge(shop, starry), "Claims behind it");
  assert.deepEqual(
    rows.map(({ claim, query, why }) => [claim, query, why]),
    [[ofCamping.id, camping.id, "said of this query"]],
  );
  const [about] = section(await showClaim(shop, ofCamping), "Query").rows;
  assert.deepEqual(about, {
    ...{ query: camping.id, text: camping.text, titles: [tent.title, cold.title] },
  });
  const own = section(await showQuery(shop, camping, silently), "Claims");
  assert.deepEqual(
    own.rows.map(({ claim }) => claim),
    [ofCamping.id],
  );
  assert.deepEqual(await claimHeads(shop, ofCamping), {
    ...{ headA: camping.text, headB: tent.title },
  });
});
