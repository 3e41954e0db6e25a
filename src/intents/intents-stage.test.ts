import assert from "node:assert/strict";
import { test } from "node:test";
import type { z } from "zod";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { nodeId } from "../domain/ids.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { aliases, nodes } from "../domain/tables/graph.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import { productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import { normalForm, normalFormVersion } from "../text/normal-form.ts";
import { intentsStage } from "./intents-stage.ts";
import { intentsConfig } from "./told-intents.ts";

const place = await openStorePlace();

const camping = queryRow("camping gear");
const products = [productRow("tent", "Tent", "tent"), productRow("lamp", "Lamp", "lamp")];
const [early, late] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 5, 1)];
const pairs = products.map((product, index) =>
  searchBuy(camping, product, { firstSeen: index === 0 ? late : early }),
);
const [ofTent = "", ofLamp = ""] = pairs.map(({ id }) => id);

async function gather(rows: readonly Claim[], config: z.input<typeof intentsConfig> = {}) {
  const tools = toolsIn(place);
  const { pairs: pairData } = await shopDatasets(tools.store, {
    pairs,
    products,
    queries: [camping],
  });
  const datasets = { pairs: pairData, claims: await datasetOfRows(tools.store, claims, rows) };
  const record = await runToEnd(intentsStage(), config, datasets, tools);
  return {
    tools,
    record,
    nodes: await rowsOf(tools, nodes, record, "intentNodes"),
    aliases: await rowsOf(tools, aliases, record, "intentAliases"),
  };
}

test("surfaces that mean the same become one node, and each leads to it", async () => {
  const surfaces = ["camping in the winter", "Camping in winter", "camping in winters"];
  assert.equal(new Set(surfaces.map(normalForm)).size, 1);
  const {
    nodes: found,
    aliases: leading,
    record,
  } = await gather([
    ...surfaces.map((tail) => claimRow(ofTent, "usedFor", tail)),
    claimRow(ofTent, "usedFor", "camping in summer"),
  ]);
  const form = normalForm("camping in winter");
  assert.equal(found.length, 2);
  assert.ok(found.some(({ id, normalForm: own }) => id === nodeId(form) && own === form));
  assert.deepEqual(
    leading.filter(({ node }) => node === nodeId(form)).map(({ surface }) => surface),
    surfaces.toSorted(),
  );
  assert.ok(leading.every(({ by }) => by === normalFormVersion));
  assert.deepEqual(record.funnel, [
    { group: "nodes", rowsIn: 4, dropped: { sameMeaning: 2 }, rowsOut: 2 },
  ]);
});

test("the wording of a node is what most answers said, over all claims of that surface", async () => {
  const { nodes: found } = await gather([
    claimRow(ofTent, "usedFor", "camping in winter", { support: 3 }),
    claimRow(ofTent, "usedFor", "camping in the winter", { support: 2 }),
    claimRow(ofLamp, "cause", "camping in the winter", { support: 2 }),
  ]);
  assert.deepEqual(
    found.map(({ wording }) => wording),
    ["camping in the winter"],
  );
});

test("of surfaces with equal support the shortest is the wording, then the first in order", async () => {
  const { nodes: found } = await gather([
    claimRow(ofTent, "usedFor", "a winter coat"),
    claimRow(ofTent, "usedFor", "winter coats"),
    claimRow(ofTent, "usedFor", "winter coat"),
    claimRow(ofTent, "usedFor", "Winter coat"),
  ]);
  assert.deepEqual(
    found.map(({ wording }) => wording),
    ["Winter coat"],
  );
});

test("a tail of several relations and heads is one node, known since the earliest behaviour", async () => {
  const { nodes: found, aliases: leading } = await gather([
    claimRow(ofTent, "usedFor", "camping"),
    claimRow(ofLamp, "cause", "camping"),
  ]);
  assert.equal(found.length, 1);
  assert.deepEqual(
    leading.map(({ surface, since }) => [surface, since]),
    [["camping", early]],
  );
});

test("a dropped claim makes no node and lends no support", async () => {
  const { nodes: found } = await gather([
    droppedClaimRow(ofTent, "usedFor", "daily use"),
    claimRow(ofTent, "usedFor", "camping in winter", { support: 2 }),
    { ...droppedClaimRow(ofLamp, "usedFor", "camping in the winter"), support: 9 },
    claimRow(ofTent, "usedFor", "camping in the winter"),
  ]);
  assert.deepEqual(
    found.map(({ wording }) => wording),
    ["camping in winter"],
  );
});

test("without a kept claim there are no nodes, and that is no error", async () => {
  const { nodes: found, aliases: leading } = await gather([
    droppedClaimRow(ofTent, "usedFor", "daily use"),
  ]);
  assert.deepEqual([found, leading], [[], []]);
});

test("what people say is the same becomes one node, with the id of the first and the wording of the most", async () => {
  const same = [["keep warm", "stay warm", "staying dry"]];
  const {
    nodes: found,
    aliases: leading,
    record,
  } = await gather(
    [
      claimRow(ofTent, "usedFor", "keeping warm"),
      claimRow(ofTent, "usedFor", "stay warm", { support: 2 }),
      claimRow(ofLamp, "usedFor", "Stay warm."),
      claimRow(ofLamp, "usedFor", "camping"),
    ],
    { same },
  );
  assert.equal(normalForm("keeping warm"), normalForm("keep warm"));
  assert.deepEqual(
    found.toSorted((a, b) => a.wording.localeCompare(b.wording)),
    [
      { id: nodeId("camping"), wording: "camping", normalForm: "camping" },
      { id: nodeId("keep warm"), wording: "stay warm", normalForm: "keep warm" },
    ],
  );
  assert.deepEqual(
    leading.map(({ surface, by }) => [surface, by]),
    [
      ["Stay warm.", "person"],
      ["camping", normalFormVersion],
      ["keeping warm", "person"],
      ["stay warm", "person"],
    ],
  );
  assert.deepEqual(record.notices, [
    "intents.same and intents.apart name wordings that no kept claim has, mistyped or gone since: staying dry.",
  ]);
});

test("a wording that is to stand apart has a node of its own; the others keep theirs", async () => {
  const surfaces = ["camping in winter", "Camping in the winter", "camping in winters"];
  const { nodes: found, aliases: leading } = await gather(
    surfaces.map((tail) => claimRow(ofTent, "usedFor", tail)),
    { apart: ["camping in the winter"] },
  );
  const nodeOf = new Map(leading.map(({ surface, node }) => [surface, node]));
  const form = nodeId(normalForm("camping in winter"));
  assert.deepEqual([nodeOf.get(surfaces[0] ?? ""), nodeOf.get(surfaces[2] ?? "")], [form, form]);
  const own = nodeOf.get(surfaces[1] ?? "");
  assert.ok(own !== undefined && own !== form);
  assert.deepEqual(found.find(({ id }) => id === own)?.wording, "Camping in the winter");
});

test("the canonical wording itself can stand apart", async () => {
  const { nodes: found } = await gather(
    ["camping in winter", "camping in winters"].map((tail) => claimRow(ofTent, "usedFor", tail)),
    { apart: ["camping in winter"] },
  );
  assert.equal(found.length, 2);
});

test("a wording in two lists is refused: nobody knows which is meant", () => {
  const { error } = intentsConfig.safeParse({
    same: [
      ["keep warm", "stay warm"],
      ["be warm", "staying warm"],
    ],
  });
  assert.match(error?.message ?? "", /stay warm stands in the list of keep warm too/);
});

test("a wording that is to be one with others and to stand apart is refused", () => {
  const { error } = intentsConfig.safeParse({
    same: [["keep warm", "stay warm"]],
    apart: ["Keeping warm"],
  });
  assert.match(error?.message ?? "", /Keeping warm stands in a list of same too/);
});
