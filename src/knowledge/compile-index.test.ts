import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Edge } from "../domain/tables/graph.ts";
import type { GraphRows } from "../graph/version-for-tests.ts";
import { checkIndex } from "./check-index.ts";
import { compileIndex } from "./compile-index.ts";
import { anyGraph, edgeRow, indexSource, nodeRow, productHead } from "./graph-for-tests.ts";
import { headWords } from "./head-words.ts";
import { folderAfter, indexFolder, indexMark } from "./index-manifest.ts";
import { type KnowledgeIndex, openIndex } from "./open-index.ts";
import { publishIndex } from "./publish-index.ts";
import { searchHeads } from "./search-heads.ts";

const place = await openStorePlace();
const never = new AbortController().signal;

async function compiled(rows: GraphRows): Promise<KnowledgeIndex> {
  const folder = mkdtempSync(join(place.newFolder(), "index-"));
  await compileIndex(await indexSource(openNewStore(place), place.sql, rows), folder, never);
  return openIndex(folder);
}

const byScore = (a: Edge, b: Edge): number =>
  (b.score ?? -1) - (a.score ?? -1) || b.support - a.support || (a.id < b.id ? -1 : 1);

test("the index gives back what the tables hold, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(anyGraph, async (rows) => {
      const index = await compiled(rows);
      const idOf = (number: number): string => index.head(number).id;
      for (const head of rows.heads) {
        const found = index.placeOf(head.id);
        assert(found, head.id);
        const { countedAs, edges, ...facts } = index.head(found.number);
        assert.deepEqual({ ...facts, countedAs: idOf(countedAs) }, head);
        const own = rows.edges.filter((edge) => edge.head === head.countedAs).toSorted(byScore);
        assert.deepEqual([found.edges, edges], [own.length, own.length]);
        assert.deepEqual(
          index
            .edges(found.countedAs, Number.POSITIVE_INFINITY)
            .map(({ edge, relation, node, ...row }) => ({
              id: edge,
              relation: index.relation(relation),
              node: index.node(node).id,
              ...row,
            })),
          own.map(({ id, relation, node, score, typicality, pairs, types, support, evidence }) => ({
            id,
            relation,
            node,
            score,
            typicality,
            pairs,
            types,
            support,
            evidence,
          })),
        );
        if (head.sku !== null) assert(index.placeOfSku(head.site, head.sku));
        const [word = ""] = headWords(head.words);
        const found2 = searchHeads(index, word, 100).map(({ id }) => id);
        assert(found2.includes(head.id), `${word} finds ${head.id}`);
      }
      for (const node of rows.nodes) {
        const number = index.nodeNumber(node.id);
        assert(number !== undefined);
        const row = index.node(number);
        assert.equal(row.wording, node.wording);
        const surfaces = rows.aliases.filter((alias) => alias.node === node.id);
        assert.deepEqual(
          index.aliases(number).toSorted(),
          surfaces.map(({ surface }) => surface).toSorted(),
        );
        for (const kind of ["product", "query"] as const) {
          const leading = index.leading(number, kind, 1000);
          const own = rows.edges.filter((edge) => edge.node === node.id && edge.headKind === kind);
          assert.equal(leading.length, kind === "product" ? row.products : row.queries);
          assert.deepEqual(
            leading
              .map(({ head, relation }) => `${idOf(head)} ${index.relation(relation)}`)
              .toSorted(),
            own.map(({ head, relation }) => `${head} ${relation}`).toSorted(),
          );
        }
      }
      const ofPairs = rows.assertions.filter(({ scope }) => scope === "pair");
      for (const { claim, pair, headA, headB, plausibility, support } of ofPairs) {
        assert(headA !== null && headB !== null);
        const [a, b] = [index.placeOf(headA), index.placeOf(headB)];
        assert(a && b);
        const found = index.pair(b.number, a.number);
        assert.equal(found?.pair, pair);
        const assertion = found?.assertions.find((one) => one.claim === claim);
        assert.deepEqual([assertion?.plausibility, assertion?.support], [plausibility, support]);
      }
      assert.deepEqual(index.manifest.sites, [...new Set(rows.heads.map(({ site }) => site))]);
      const { heads, nodes, edges, assertions } = index.manifest.counts;
      assert.deepEqual(
        [heads, nodes, edges, assertions],
        [rows.heads.length, rows.nodes.length, rows.edges.length, ofPairs.length],
      );
      await index.close();
    }),
    { numRuns: 25 },
  );
});

test("more edges than one value holds are all there, in order", async () => {
  const tent = productHead("tent", "Tent");
  const nodes = Array.from({ length: 250 }, (_, place) => nodeRow(`use ${place}`));
  const index = await compiled({
    heads: [tent],
    nodes,
    aliases: [],
    assertions: [],
    edges: nodes.map((node, place) => edgeRow(tent, "usedFor", node, { score: place / 250 })),
  });
  const scores = (limit: number) => index.edges(0, limit).map(({ score }) => score);
  const all = nodes.map((_, place) => place / 250).toReversed();
  for (const limit of [1, 100, 101, 200, 250]) assert.deepEqual(scores(limit), all.slice(0, limit));
  assert.deepEqual(scores(Number.POSITIVE_INFINITY), all);
  await index.close();
});

test("of a sku that names another thing now, the newest holds; the id of the old one still leads to it", async () => {
  const heads = [1, 2, 10].map((epoch) => {
    const id = epoch === 1 ? "shop/42" : `shop/42@${epoch}`;
    return productHead("42", `Thing ${epoch}`, { id, countedAs: id });
  });
  const index = await compiled({ heads, nodes: [], aliases: [], assertions: [], edges: [] });
  assert.equal(index.head(index.placeOfSku("shop", "42")?.number ?? -1).words, "Thing 10");
  assert.equal(index.head(index.placeOf("shop/42")?.number ?? -1).words, "Thing 1");
  await index.close();
});

test("a graph without a row has an index that knows nothing", async () => {
  const index = await compiled({ heads: [], nodes: [], aliases: [], assertions: [], edges: [] });
  assert.equal(index.placeOf("shop/tent"), undefined);
  assert.deepEqual(searchHeads(index, "tent", 10), []);
  assert.deepEqual(index.skusNear("shop", "tent", 5), []);
  await index.close();
});

test("an index is compiled once, checked whole, and those that are not kept are removed", async () => {
  const store = openNewStore(place);
  const tent = productHead("tent", "Tent");
  const rows = { heads: [tent], nodes: [], aliases: [], assertions: [], edges: [] };
  const source = await indexSource(store, place.sql, rows);
  const indexes = join(place.newFolder(), "indexes");
  const places = { indexes, temporary: join(place.newFolder(), "temporary"), keep: [] };
  assert.equal(await publishIndex(source, undefined, places, never), true);
  assert.equal(await publishIndex(source, undefined, places, never), false);
  const { content } = source;
  assert.equal(await checkIndex(indexes, content), undefined);
  assert.deepEqual(readdirSync(places.temporary), []);

  const folder = await indexFolder(indexes, content);
  const mark = await indexMark(indexes, content);
  assert.equal(await indexMark(indexes, content), mark);
  const file = join(folder, "index.mdb");
  truncateSync(file, statSync(file).size - 1);
  assert.match((await checkIndex(indexes, content)) ?? "", /index\.mdb is not the file/);

  // What is damaged is compiled anew, under another name, and so is another form.
  assert.equal(await publishIndex(source, undefined, places, never), true);
  assert.equal(await checkIndex(indexes, content), undefined);
  const second = await indexFolder(indexes, content);
  assert.notEqual(second, folder);
  assert.notEqual(await indexMark(indexes, content), mark);
  writeFileSync(join(second, "manifest.json"), JSON.stringify({ format: 0, content }));
  await assert.rejects(openIndex(second), { code: "INDEX_DAMAGED" });
  assert.equal(await publishIndex(source, undefined, places, never), true);
  assert.equal(await checkIndex(indexes, content), undefined);
  assert.deepEqual(readdirSync(indexes), [basename(folderAfter(second, content))]);

  const lamp = productHead("lamp", "Lamp");
  const other = await indexSource(store, place.sql, { ...rows, heads: [lamp] });
  await publishIndex(other, undefined, { ...places, keep: [content] }, never);
  assert.equal(readdirSync(indexes).length, 2);
  const third = await indexSource(store, place.sql, { ...rows, heads: [tent, lamp] });
  await publishIndex(third, undefined, { ...places, keep: [other.content] }, never);
  assert.equal(await checkIndex(indexes, content), `${folder} is missing`);
  await assert.rejects(openIndex(folder), { code: "INDEX_MISSING" });
});

test("an index that can't be compiled leaves nothing behind", async () => {
  const rows = { heads: [productHead("tent", "Tent")], nodes: [], aliases: [], assertions: [] };
  const source = await indexSource(openNewStore(place), place.sql, { ...rows, edges: [] });
  const indexes = join(place.newFolder(), "indexes");
  const temporary = join(place.newFolder(), "temporary");
  const broken = { ...source, files: { ...source.files, heads: ["/no/such/file.parquet"] } };
  await assert.rejects(
    publishIndex(broken, undefined, { indexes, temporary, keep: [] }, never),
    /file\.parquet/,
  );
  assert.deepEqual([readdirSync(temporary), readdirSync(indexes)], [[], []]);
});

test("files that are not those of the manifest are told before LMDB maps them", async () => {
  const rows = { heads: [productHead("tent", "Tent")], nodes: [], aliases: [], assertions: [] };
  const source = await indexSource(openNewStore(place), place.sql, { ...rows, edges: [] });
  const folder = mkdtempSync(join(place.newFolder(), "index-"));
  await compileIndex(source, folder, never);
  const file = join(folder, "index.mdb");
  const whole = join(place.newFolder(), "whole.mdb");
  copyFileSync(file, whole);
  const { size } = statSync(file);
  for (const [damage, told] of [
    [() => truncateSync(file), /0 bytes/],
    [() => truncateSync(file, size - 4096), /bytes; its manifest says/],
    [() => writeFileSync(file, Buffer.alloc(size)), /no LMDB file/],
    [() => writeFileSync(file, Buffer.alloc(size, "any text")), /no LMDB file/],
    [() => rmSync(file), /ENOENT/],
  ] as const) {
    damage();
    await assert.rejects(openIndex(folder), {
      code: "INDEX_DAMAGED",
      httpStatus: 503,
      message: told,
      hint: /^Remove the folder .*`cosmo run`/,
    });
    copyFileSync(whole, file);
  }
  const index = await openIndex(folder);
  assert(index.placeOf("shop/tent"));
  await index.close();
});
