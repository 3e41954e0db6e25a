import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceIn } from "../app/edge-evidence.ts";
import { ofCold, ofTent, typeShop } from "../app/show/type-shop-for-tests.ts";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeEvidence } from "./edge-evidence.ts";

test("evidence of pairs and of types has the form that is declared, and nothing beside it", async () => {
  const shop = await typeShop(await openStorePlace());
  for (const { id } of [ofTent, ofCold]) {
    const found = { version: "version_1", ...(await evidenceIn(shop, () => "", id)) };
    assert.deepEqual(edgeEvidence.parse(found), found);
  }
});
