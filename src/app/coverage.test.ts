import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { nodeId } from "../domain/ids.ts";
import { edges, heads } from "../domain/tables/graph.ts";
import { queries } from "../domain/tables/queries.ts";
import { edgeFrom, headOf } from "../graph/version-for-tests.ts";
import { coverageIn } from "./coverage.ts";

const place = await openStorePlace();

test("a head has knowledge where the one that it is counted as has an edge; searches are those of such queries", async () => {
  const store = openNewStore(place);
  const asked = { kind: "query", sku: null, domain: null } as const;
  const query = (id: string, searches: number) => ({
    ...{
      id,
      site: "default",
      locale: "en-US",
      text: id,
      customers: 5,
      searches,
      typeEntropy: null,
    },
  });
  const tables = {
    heads: await datasetOfRows(store, heads, [
      headOf("default/lamp"),
      headOf("default/rope"),
      headOf("default/rope-red", { countedAs: "default/rope" }),
      headOf("query_1", asked),
      headOf("query_2", { ...asked, countedAs: "query_1" }),
      headOf("query_3", asked),
    ]),
    edges: await datasetOfRows(store, edges, [
      edgeFrom("default/rope", nodeId("climb")),
      edgeFrom("query_1", nodeId("climb"), { headKind: "query" }),
      edgeFrom("query_1", nodeId("hike"), { headKind: "query" }),
    ]),
    queries: await datasetOfRows(store, queries, [
      query("query_1", 70),
      query("query_2", 20),
      query("query_3", 10),
    ]),
  };
  const filesOf = (name: keyof typeof tables) => ({ files: store.files(tables[name]) });
  assert.deepEqual(
    await coverageIn(place.sql, {
      ...{ heads: filesOf("heads"), edges: filesOf("edges"), queries: filesOf("queries") },
    }),
    {
      ...{ queries: 3, answeredQueries: 2, searches: 100, answeredSearches: 90 },
      ...{ products: 3, answeredProducts: 2 },
    },
  );
});
