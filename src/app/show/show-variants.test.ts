import assert from "node:assert/strict";
import { test } from "node:test";
import { queryId } from "../../domain/ids.ts";
import { queries } from "../../domain/tables/queries.ts";
import { queryProducts } from "../../domain/tables/query-products.ts";
import { queryVariants } from "../../domain/tables/query-variants.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";
import { openLookup } from "./lookup.ts";
import { showId } from "./show-id.ts";
import type { Shown } from "./shown.ts";

const shop = workspaceForTests("show-variants");
let sessions = 0;
const searched = (query: string, times: number): readonly unknown[] =>
  Array.from({ length: times }, () => {
    const session = `s${++sessions}`;
    return [
      { kind: "search", time: "2026-01-31T12:00:00Z", session, customer: session, query },
      {
        kind: "purchase",
        time: "2026-01-31T12:01:00Z",
        session,
        customer: session,
        product: "tent",
      },
    ];
  }).flat();

shop.configure("{ query-gate: { customers: 3 } }");
await shop.importRows("products", [{ sku: "tent", title: "Alder Dome Tent", productType: "tent" }]);
await shop.importRows("events", [
  ...searched("dome tent", 6),
  ...searched("dome tents", 4),
  ...searched("dome tnet", 3),
  // Fewer people than the gate asks for.
  ...searched("tent dome", 2),
  ...searched("dometent", 1),
]);
await shop.run("variants");

const show = (id: string): Promise<Shown> =>
  shop.use((workspace) => showId(workspace, id, silently));

const variantsOf = ({ sections }: Shown) =>
  sections
    .find(({ title }) => title === "Variants")
    ?.rows.map(({ text, way, editDistance }) => [text, way, editDistance]);

test("a query says what it is a variant of, and the head which variants it has and what joined them", async () => {
  const head = await show("dome tent");
  assert.equal(head.facts["variantOf"], null);
  assert.deepEqual(variantsOf(head), [
    ["dome tents", "form", 1],
    ["dome tnet", "spelling", 1],
  ]);
  const variant = await show("dome tnet");
  assert.equal(variant.facts["variantOf"], "dome tent");
  assert.deepEqual(variantsOf(variant), [
    ["dome tent", "head", 0],
    ["dome tents", "form", 1],
  ]);
});

test("no query below the gate is in a table that leaves mining, not even by its id", async () => {
  await shop.use(async (workspace) => {
    const lookup = await openLookup(workspace);
    const known = new Set((await lookup.some(queries, "true", "id", 100)).rows.map(({ id }) => id));
    assert.equal(known.size, 3);
    const chosen = (await lookup.some(queryProducts, "true", "query", 100)).rows;
    const joined = (await lookup.some(queryVariants, "true", "query", 100)).rows;
    assert.equal(chosen.length, 3);
    assert.equal(joined.length, 3);
    for (const id of [...chosen, ...joined].map(({ query }) => query)) assert.ok(known.has(id));
    for (const { head } of joined) assert.ok(known.has(head));
    for (const text of ["tent dome", "dometent"]) {
      const id = queryId("default", "en-US", text);
      assert.ok(!JSON.stringify([chosen, joined, await show("dome tent")]).includes(id));
    }
  });
});
