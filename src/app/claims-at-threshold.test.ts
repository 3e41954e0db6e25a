import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { claimsAround } from "./claims-at-threshold.ts";
import { ofBivouacs, ofPair, ofTents, typeShop, wintry } from "./show/type-shop-for-tests.ts";

const shop = await typeShop(await openStorePlace());
const settings = { plausibility: 0.5, plausibilityByRelation: null };

test("claims of types and of pairs are shown on their side of the threshold, each with its heads", async () => {
  const { above, below } = await claimsAround(shop, settings, 10);
  assert.deepEqual(below, []);
  assert.deepEqual(
    new Map(above.map(({ claim, scope, headA, headB }) => [claim, [scope, headA, headB]])),
    new Map([
      [ofTents.id, ["product-type", "tent", "Alder Tent"]],
      [wintry.id, ["product-type", "tent", "Alder Tent"]],
      [ofBivouacs.id, ["product-type+attribute", "bivouac tent", "Birch Bivouac"]],
      [ofPair.id, ["pair", "camping", "Alder Tent"]],
    ]),
  );
  const strict = { ...settings, plausibilityByRelation: { usedFor: 0.9 } };
  const turned = await claimsAround(shop, strict, 10);
  assert.deepEqual([turned.above.length, turned.below.length], [0, 4]);
});
