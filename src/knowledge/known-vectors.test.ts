import assert from "node:assert/strict";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { GraphRows } from "../graph/version-for-tests.ts";
import { edgeRow, indexSource, nodeRow, queryHead } from "./graph-for-tests.ts";
import { indexFolder, readManifest } from "./index-manifest.ts";
import { knownVectors } from "./known-vectors.ts";
import { publishIndex } from "./publish-index.ts";

const place = await openStorePlace();
const never = new AbortController().signal;
const encoded: string[] = [];
const encoder: Encoder = {
  id: "test-encoder",
  async encode(texts) {
    encoded.push(...texts);
    return texts.map((text) => Float32Array.of(text.length, 1));
  },
  async close() {},
};

const graph = (...texts: readonly string[]): GraphRows => {
  const node = nodeRow("sleep");
  const heads = texts.map(queryHead);
  return {
    heads,
    nodes: [node],
    aliases: [],
    assertions: [],
    edges: heads.map((head) => edgeRow(head, "usedFor", node)),
  };
};

test("the vectors of one index serve the next, so that each text is encoded once", async () => {
  const folder = place.newFolder();
  const store = openNewStore(place);
  const indexes = join(folder, "indexes");
  let before: string | undefined;
  const publish = async (rows: GraphRows, withEncoder = true): Promise<string> => {
    const source = await indexSource(store, place.sql, rows);
    const wanted = {
      encoder: encoder.id,
      open: async () => ({ encoder, known: await knownVectors(before, encoder.id) }),
    };
    const places = { indexes, temporary: join(folder, "temporary"), keep: [] };
    await publishIndex(source, withEncoder ? wanted : undefined, places, never);
    before = await indexFolder(indexes, source.content);
    return before;
  };

  const without = await publish(graph("tent", "lamp"), false);
  assert.equal((await readManifest(without))?.vectors, null);
  // The same graph again, now that the encoder is at hand.
  const first = await publish(graph("tent", "lamp"));
  assert.deepEqual((await readManifest(first))?.vectors, {
    encoder: "test-encoder",
    dimensions: 2,
    rows: 2,
  });
  assert.deepEqual(encoded.splice(0).toSorted(), ["lamp", "tent"]);
  const known = await knownVectors(first, encoder.id);
  assert.deepEqual(known(queryHead("tent").id), Float32Array.of(4, 1));
  assert.equal(known(queryHead("stove").id), undefined);
  assert.equal((await knownVectors(first, "another"))(queryHead("tent").id), undefined);

  // They are a cache: what is wrong with it is no reason to fail.
  truncateSync(join(first, "index.mdb"));
  assert.equal((await knownVectors(first, encoder.id))(queryHead("tent").id), undefined);
  const again = await publish(graph("tent", "lamp"));
  assert.equal(encoded.length, 2);
  // A manifest that says something else than the vectors is past what the sizes tell.
  const file = join(again, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...manifest, vectors: { ...manifest.vectors, rows: 7 } }));
  assert.equal((await knownVectors(again, encoder.id))(queryHead("tent").id), undefined);
});
