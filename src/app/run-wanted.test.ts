import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { hashOf } from "../domain/hash.ts";
import { silentProgress } from "../domain/progress.ts";
import { edges } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { queryVariants } from "../domain/tables/query-variants.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import { unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import { openRequestQueue } from "../knowledge/request-queue.ts";
import type { SaidCaps } from "../language-model/budget-caps.ts";
import { openCallStore } from "../language-model/call-store.ts";
import { compose } from "../language-model/compose.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { record } from "../language-model/record.ts";
import { remember } from "../language-model/remember.ts";
import { scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { spendingMeter } from "../language-model/spending-meter.ts";
import { openMeasureStore } from "../measures/measure-store.ts";
import type { StageRun } from "../stage/run-stages.ts";
import { coBuy, productRow, queryRow, type ShopRows, searchBuy } from "../stage/shop-for-tests.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { neverAborted, rowsOf, toolsIn } from "../stage/stage-for-tests.ts";
import type { Ports } from "./ports.ts";
import { typeRounds } from "./product-types.ts";
import { parseConfiguration } from "./read-configuration.ts";
import { requestedRounds, requestQueueFile, waitingRequests } from "./requested-heads.ts";
import { runWanted } from "./run-wanted.ts";
import { listStages } from "./stages.ts";
import { partnerRounds, partnersDataset } from "./type-partners.ts";
import { takenHeads } from "./unexplained-heads.ts";
import type { Workspace } from "./workspace.ts";

const place = await openStorePlace();

const tent = productRow("tent", "Dome Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");
const gadget = productRow("gadget", "Brass Gadget", null);
const camping = queryRow("camping");
const curios = queryRow("curios");
const together = coBuy(tent, lamp);
const shop: ShopRows = {
  products: [tent, lamp, gadget],
  queries: [camping, curios],
  pairs: [searchBuy(camping, tent), searchBuy(camping, lamp), searchBuy(curios, gadget), together],
};

/** What mining, the catalogue and the stage `variants` would give of a shop. */
const minedShop = (rows: ShopRows): AnyStage =>
  defineStage({
    name: "mine",
    version: 1,
    summary: "a shop",
    config: z.unknown(),
    reads: {},
    writes: { products, queries, pairs, queryVariants },
    uses: { rows: hashOf(rows) },
    async run({ writes }) {
      await writes.products.part("all", rows, async (draft) => rows.products.forEach(draft.write));
      await writes.queries.part("all", rows, async (draft) => rows.queries.forEach(draft.write));
      await writes.pairs.part("all", rows, async (draft) => rows.pairs.forEach(draft.write));
      await writes.queryVariants.part("all", rows, async (draft) =>
        (rows.queryVariants ?? []).forEach(draft.write),
      );
      return { funnel: [] };
    },
  });

/** Says of each kind of thing something else, so that a tent and a lamp have no intent in common. */
function answerOf({ prompt }: GenerateRequest): string {
  if (prompt.includes("«tent»")) return " sleeping outdoors";
  if (prompt.includes("«lamp»")) return " reading at night";
  return prompt.includes("«curios»") ? " filling a shelf" : " surprising guests";
}

/** A workspace in which runs follow each other, each as by a new process. */
function workplace(settings: string) {
  const dataFolder = place.newFolder();
  const asked: string[] = [];
  const run = async (
    rows: ShopRows = shop,
    answer: (request: GenerateRequest) => string = answerOf,
    generation = settings,
    caps: SaidCaps = {},
  ) => {
    const configuration = parseConfiguration(
      `refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
language-model: { base-url: "http://127.0.0.1:1/v1", model: scripted }
generation: { draws-per-type: 1, ${generation.includes("relations:") ? "" : "relations: [usedFor], "}${generation} }`,
      "cosmo.yaml",
    );
    const calls = openCallStore(join(dataFolder, "calls.db"));
    const measures = openMeasureStore(join(dataFolder, "measures.db"));
    const { onRecorded, spent } = spendingMeter();
    const model = scriptedModel({
      answer: (request) => {
        const text = answer(request);
        asked.push(request.prompt);
        return text;
      },
    });
    const generator = compose(
      model,
      remember({ store: calls, validate: () => undefined }),
      record({ store: calls, clock: () => 1000, onRecorded }),
    );
    const ports = { generator, measures, spent, critic: { source: { kind: "none" } } };
    const tools = toolsIn(place, dataFolder);
    const listed = await listStages(dataFolder, configuration, ports as unknown as Ports);
    const stages = [
      minedShop(rows),
      ...listed.slice(listed.findIndex(({ name }) => name === "generate")),
    ];
    const workspace = {
      ...{ dataFolder, configuration, sql: place.sql, store: tools.store, records: tools.records },
      ...{ stateFolder: join(dataFolder, "state"), environment: { now: tools.now } },
      ...{ imports: { list: async () => [] }, folder: dataFolder, ports },
    } as unknown as Workspace;
    try {
      const runs = await runWanted(workspace, stages, {
        caps,
        signal: neverAborted,
        progress: silentProgress,
      });
      const recordOf = (stage: string): StageRun => {
        const found = runs.find(({ record: { stage: name } }) => name === stage);
        assert.ok(found);
        return found;
      };
      const taken = await takenHeads(dataFolder);
      return {
        ran: runs.filter(({ reused }) => !reused).map(({ record: { stage } }) => stage),
        edges: await rowsOf(tools, edges, recordOf("graph").record),
        generate: recordOf("generate").record,
        notices: recordOf("generate").record.notices,
        unexplained: await Array.fromAsync(
          tools.store.rows(unexplainedHeads, taken["unexplainedHeads"] as never),
        ),
        shown: await Array.fromAsync(
          tools.store.rows(shownQueries, taken["shownQueries"] as never),
        ),
        files: tools.store.files(taken["unexplainedHeads"] as never),
      };
    } finally {
      await calls.close();
      measures.close();
    }
  };
  return { run, asked, dataFolder };
}

const all = "scopes: [product-type, query, pair]";

test("types are asked about first, then the queries and pairs that they leave unexplained, in one run", async () => {
  const { run, asked } = workplace(all);
  const { edges: found, unexplained, notices } = await run();
  assert.deepEqual(
    unexplained.map(({ round, kind, head }) => [round, kind, head]).toSorted(),
    [
      [1, "pair", together.id],
      [1, "query", curios.id],
    ],
    "the pair of a query that is asked about itself is left to it",
  );
  assert.deepEqual(notices, [
    "1 query and 1 pair that product types leave unexplained are asked about.",
  ]);
  assert.equal(asked.length, 4);
  assert.match(asked[2] ?? "", /«curios»[\s\S]*«Brass Gadget»/);
  assert.match(asked[3] ?? "", /«Dome Tent»[\s\S]*«Headlamp»/);
  const ofCurios = found.filter(({ head }) => head === curios.id);
  assert.deepEqual(
    ofCurios.map(({ headKind, pairs: behind, types, evidence, support }) => ({
      ...{ headKind, behind, types, evidence, support },
    })),
    [{ headKind: "query", behind: 0, types: 0, evidence: 1, support: 1 }],
  );
  assert.ok(
    !found.some(({ head }) => head === gadget.id),
    "what is said of a query is of it alone",
  );
});

test("a second run does nothing, and what an import brings adds one more round", async () => {
  const { run, asked } = workplace(all);
  await run();
  const again = await run();
  assert.deepEqual([again.ran, asked.length], [[], 4]);
  const better = productRow("better", "Best Gadget", null);
  const antiques = queryRow("antiques");
  const grown: ShopRows = {
    products: [...shop.products, better],
    queries: [...shop.queries, antiques],
    pairs: [
      ...shop.pairs,
      searchBuy(curios, better, { count: 90 }),
      searchBuy(antiques, gadget, { count: 2 }),
    ],
  };
  const { unexplained, shown } = await run(grown);
  assert.deepEqual(
    shown.map(({ round, id, titles }) => [round, id, titles]),
    [
      [1, curios.id, ["Brass Gadget"]],
      [2, antiques.id, ["Brass Gadget"]],
    ],
    "what is bought more by now changes no prompt",
  );
  assert.deepEqual(
    unexplained.filter(({ round }) => round === 2).map(({ head }) => head),
    [antiques.id],
  );
  assert.equal(asked.length, 5);
  assert.deepEqual((await run(grown)).ran, []);
});

test("a run that broke off between the passes goes on, and asks nothing again", async () => {
  const { run, asked } = workplace(all);
  await assert.rejects(
    run(shop, (request) => {
      if (request.prompt.includes("«Headlamp»") && request.prompt.includes("«Dome Tent»")) {
        throw new Error("the power is out");
      }
      return answerOf(request);
    }),
    /the power is out/,
  );
  assert.equal(asked.length, 3);
  const { edges: found, unexplained } = await run();
  assert.equal(asked.length, 4);
  assert.equal(unexplained.length, 2);
  assert.ok(found.some(({ head }) => head === curios.id));
  assert.deepEqual((await run()).ran, []);
});

test("parts of what was taken up that were removed are made again", async () => {
  const { run, asked } = workplace(all);
  const { files } = await run();
  for (const file of files) rmSync(join(file, ".."), { recursive: true });
  const { unexplained } = await run();
  assert.deepEqual([unexplained.length, asked.length], [2, 4]);
});

test("where no call may be made nothing new is taken up, what is gone is remade, and a first run takes up as ever", async () => {
  const first = workplace(all);
  await first.run(shop, answerOf, all, { maxCalls: 0 });
  assert.ok((await typeRounds(first.dataFolder)).length > 0);

  const { run, asked, dataFolder } = workplace(all);
  const { files } = await run();
  const before = asked.length;
  const rounds = await typeRounds(dataFolder);
  for (const file of files) rmSync(join(file, ".."), { recursive: true });
  request(dataFolder, tent.id);
  const { unexplained } = await run(shop, answerOf, all, { maxCalls: 0 });
  assert.equal(unexplained.length, 2);
  assert.deepEqual([asked.length, await typeRounds(dataFolder)], [before, rounds]);
  assert.equal(waitingRequests(join(dataFolder, "state"), { now: () => 1000 }), 1);
});

/** Notes at the server's place that a head was asked for in vain. */
function request(dataFolder: string, head: string): void {
  const queue = openRequestQueue(requestQueueFile(join(dataFolder, "state")), { now: () => 1000 });
  queue.add(head);
  queue.flush();
  queue.close();
}

test("so are they where a request waits, which reads them", async () => {
  for (const settings of [all, `${all}, unexplained-only: false`]) {
    const { run, dataFolder } = workplace(all);
    const { files } = await run();
    for (const file of files) rmSync(join(file, ".."), { recursive: true });
    request(dataFolder, tent.id);
    const { unexplained } = await run(shop, answerOf, settings);
    assert.equal(unexplained.length, 2);
  }
});

test("where no relation asks about queries and pairs, none is taken up, and what was asked in vain waits on", async () => {
  const { run, asked, dataFolder } = workplace(`${all}, relations: [usedWith]`);
  request(dataFolder, tent.id);
  const { unexplained, shown, notices } = await run();
  assert.deepEqual([unexplained, shown, notices, asked], [[], [], [], []]);
  assert.equal(waitingRequests(join(dataFolder, "state"), { now: () => 1000 }), 1);
  assert.deepEqual(await requestedRounds(dataFolder), []);
});

/** A shop in which tents are bought with lamps beyond chance. */
function campers(): ShopRows {
  const kinds = ["tent", "lamp", ...Array.from({ length: 10 }, (_, at) => `thing ${at}`)];
  const variants = kinds.map((kind) =>
    ["a", "b", "c"].map((mark) => productRow(`${kind}-${mark}`, `${kind} ${mark}`, kind)),
  );
  const bought = Array.from({ length: kinds.length / 2 }, (_, at) =>
    [0, 1, 2].map((mark) => {
      const one = variants[2 * at]?.[0];
      const other = variants[2 * at + 1]?.[mark];
      assert.ok(one && other);
      const moment = 3 * at + mark;
      return coBuy(one, other, { count: 9, firstSeen: moment, lastSeen: moment });
    }),
  );
  return { products: variants.flat(), queries: [], pairs: bought.flat() };
}

test("types that are bought together are taken up where types are asked about, and not else", async () => {
  const rows = campers();
  const partners = async (scopes: string): Promise<number> => {
    const { run, dataFolder } = workplace(`scopes: [${scopes}], relations: [usedFor, usedWith]`);
    await run(rows);
    return partnersDataset(await partnerRounds(dataFolder)).rows;
  };
  assert.ok((await partners("product-type")) > 0);
  assert.equal(await partners("pair"), 0);
});

test("queries whose shown titles were removed are shown anew before others come, within the limit", async () => {
  const { run, asked, dataFolder } = workplace(`${all}, limit-queries: 1`);
  const first = await run();
  rmSync(join(dataFolder, "shown-queries.json"));
  const better = productRow("better", "Best Gadget", null);
  const antiques = queryRow("antiques");
  const rows = {
    products: [...shop.products, better],
    queries: [...shop.queries, antiques],
    pairs: [
      ...shop.pairs,
      searchBuy(curios, better, { count: 9 }),
      searchBuy(antiques, gadget, { count: 50 }),
    ],
  };
  const { shown, unexplained, edges: found } = await run(rows);
  const queriesOf = (heads: typeof unexplained) => heads.filter(({ kind }) => kind === "query");
  assert.deepEqual(queriesOf(unexplained), queriesOf(first.unexplained));
  assert.deepEqual(
    shown.map(({ round, id, titles }) => [round, id, titles]),
    [[1, curios.id, ["Best Gadget", "Brass Gadget"]]],
  );
  assert.equal(asked.filter((prompt) => prompt.includes("Best Gadget")).length, 1);
  assert.ok(found.some(({ head }) => head === curios.id));
  assert.deepEqual((await run(rows)).ran, []);
});

test("what both passes spent and took is told as one, and stays told", async () => {
  const { run, asked } = workplace(all);
  const { generate } = await run();
  assert.equal(asked.length, 4);
  // Each answer has two or three words.
  assert.equal(generate.spent.calls, 4);
  assert.ok(generate.spent.outputTokens >= 8);
  assert.ok(generate.seconds > 0);
  const again = await run();
  assert.deepEqual(again.ran, []);
  assert.deepEqual(again.generate, generate);
});

test("with a limit so many are taken up, and a larger one adds to them", async () => {
  const more = queryRow("things");
  const rows = {
    ...shop,
    queries: [...shop.queries, more],
    pairs: [...shop.pairs, searchBuy(more, gadget, { count: 50 })],
  };
  const { run } = workplace("scopes: [product-type, query], limit-queries: 1");
  assert.deepEqual(
    (await run(rows)).unexplained.map(({ head }) => head),
    [more.id],
  );
  assert.deepEqual((await run(rows)).ran, []);
  const larger = "scopes: [product-type, query], limit-queries: 5";
  const { unexplained } = await run(rows, answerOf, larger);
  assert.deepEqual(
    unexplained.map(({ round, head }) => [round, head]),
    [
      [1, more.id],
      [2, curios.id],
    ],
  );
});

test("without a type scope, or where all is wanted, every query and pair is asked about at once", async () => {
  const alone = workplace("scopes: [query, pair]");
  await alone.run();
  assert.equal(alone.asked.length, 2 + 4);
  const beside = workplace(`${all}, unexplained-only: false`);
  const { unexplained, shown, notices } = await beside.run();
  assert.equal(beside.asked.length, 2 + 2 + 4);
  assert.deepEqual([unexplained, notices], [[], []]);
  assert.deepEqual(
    shown.map(({ id }) => id),
    [camping.id, curios.id],
  );
  assert.deepEqual((await beside.run()).ran, []);
});

test("of queries that say the same one alone is asked about where that is wanted, and none of the pairs of the others", async () => {
  const oddities = queryRow("oddities");
  const joined = { head: curios.id, editDistance: 5, similarity: 0.9, confidence: 0.9 };
  const rows: ShopRows = {
    ...shop,
    queries: [camping, curios, oddities],
    pairs: [...shop.pairs, searchBuy(oddities, gadget)],
    queryVariants: [
      { query: curios.id, ...joined, way: "head" },
      { query: oddities.id, ...joined, way: "behaviour" },
    ],
  };
  const askedIn = async (settings: string): Promise<readonly string[]> => {
    const { run, asked } = workplace(settings);
    await run(rows);
    return asked.filter((prompt) => /«curios»|«oddities»/.test(prompt));
  };
  for (const scopes of [all, "scopes: [query, pair]"]) {
    const each = await askedIn(scopes);
    const once = await askedIn(`${scopes}, one-of-variants: true`);
    assert.equal(each.length, 2 * once.length, scopes);
    assert.ok(once.length > 0 && once.every((prompt) => prompt.includes("«curios»")), scopes);
  }
});

test("where one wording alone is asked about, a request for another is taken up for that one", async () => {
  const oddities = queryRow("oddities");
  const joined = { head: camping.id, editDistance: 8, similarity: 0.9, confidence: 0.9 };
  const rows: ShopRows = {
    products: shop.products,
    queries: [camping, oddities],
    pairs: [searchBuy(camping, tent), searchBuy(camping, lamp), searchBuy(oddities, gadget)],
    queryVariants: [
      { query: camping.id, ...joined, way: "head" },
      { query: oddities.id, ...joined, way: "behaviour" },
    ],
  };
  const settings = "scopes: [pair], limit-pairs: 1, one-of-variants: true, requested-pairs: 5";
  const { run, asked, dataFolder } = workplace(settings);
  await run(rows);
  assert.equal(asked.length, 1);
  request(dataFolder, oddities.id);
  const { notices } = await run(rows);
  assert.equal(asked.length, 2);
  assert.ok(asked.every((prompt) => prompt.includes("«camping»")));
  assert.match(notices.join(), /\b1 pairs? beyond the limit are asked about, for 1 head/);
  assert.equal(waitingRequests(join(dataFolder, "state"), { now: () => 1000 }), 0);
});
