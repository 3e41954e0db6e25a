import assert from "node:assert/strict";
import { test } from "node:test";
import {
  edgeAddress,
  headAddress,
  intentAddress,
  productAddress,
  queryAddress,
  routeOf,
} from "./route.ts";

test("an address leads back to what it was made of", () => {
  for (const name of ["a b", "50% off?", "a/b#c", "tee & söhne", "x%2Fy"]) {
    assert.deepEqual(routeOf(productAddress(name)), { view: "product", id: name });
    assert.deepEqual(routeOf(intentAddress(name)), { view: "intent", id: name });
    assert.deepEqual(routeOf(edgeAddress(name)), { view: "edge", id: name });
    const plain = { view: "query", text: name, site: null, locale: null };
    assert.deepEqual(routeOf(queryAddress(name)), plain);
    const elsewhere = { site: "shop & co", locale: "de-DE" };
    assert.deepEqual(routeOf(queryAddress(name, elsewhere)), { ...plain, ...elsewhere });
  }
});

test("views without a name, and addresses that lead nowhere", () => {
  assert.deepEqual(routeOf(""), { view: "home" });
  assert.deepEqual(routeOf("#/"), { view: "home" });
  assert.deepEqual(routeOf("#/run"), { view: "run" });
  assert.deepEqual(routeOf("#/mining"), { view: "mining" });
  assert.deepEqual(routeOf("#/versions"), { view: "versions" });
  for (const address of [
    "nothing",
    "constructor",
    "toString",
    "edge/",
    "cart/1",
    "product/%E0%A4%A",
  ]) {
    assert.deepEqual(routeOf(`#/${address}`), { view: "unknown", address });
  }
});

test("the address of a query names site and locale where the server means others", () => {
  const head = {
    kind: "query",
    id: "query_1",
    words: "tent",
    site: "shop",
    locale: "de-DE",
  } as const;
  const addresses = [
    { site: "shop", locale: "de-DE" },
    { site: "shop", locale: "en-US" },
    { site: "other", locale: "en-US" },
    null,
  ].map((home) => headAddress(head, home));
  assert.deepEqual(addresses, [
    "#/query/tent",
    "#/query/tent?locale=de-DE",
    "#/query/tent?site=shop&locale=de-DE",
    "#/query/tent?site=shop&locale=de-DE",
  ]);
  assert.equal(headAddress({ ...head, kind: "product", id: "shop/1" }, null), "#/product/shop%2F1");
  const gone = { ...head, site: null, locale: null };
  assert.equal(headAddress(gone, { site: "shop", locale: "de-DE" }), "#/query/tent");
});
