import { CosmoError } from "../domain/cosmo-error.ts";
import { ByteReader } from "./byte-reader.ts";
import { readNumberList } from "./compile-words.ts";
import { type EdgeRow, edgesPerChunk, readEdges } from "./edge-rows.ts";
import {
  type HeadKind,
  type HeadPlace,
  type HeadRow,
  headKinds,
  readHead,
  readHeadPlace,
} from "./head-row.ts";
import { openReadDatabase } from "./index-database.ts";
import { indexFault } from "./index-fault.ts";
import { idKey, numberKey, wordKey, wordOfKey } from "./index-keys.ts";
import { compileAnew, type IndexManifest, indexFormat, readManifest } from "./index-manifest.ts";
import { type LeadingRow, type NodeRow, readLeading, readNode } from "./node-row.ts";
import { type PairRow, readPair } from "./pair-row.ts";
import { formKey } from "./query-form.ts";

/** Nodes whose rows are kept at hand; when so many are, all are let go. */
const nodesAtHand = 200_000;

/** The index of one graph version, memory-mapped. Everything is looked up at once, in microseconds. */
export interface KnowledgeIndex {
  readonly folder: string;
  readonly manifest: IndexManifest;
  /** Where a head stands; undefined where the id is not known. */
  placeOf(id: string): HeadPlace | undefined;
  /** The product that has a sku now. */
  placeOfSku(site: string, sku: string): HeadPlace | undefined;
  /** The query with this normal form, of which most is known. */
  placeOfForm(site: string, locale: string, form: string): HeadPlace | undefined;
  head(number: number): HeadRow;
  /** The first edges of a head, best first; all of them where `limit` is infinite. */
  edges(head: number, limit: number): readonly EdgeRow[];
  relation(number: number): string;
  node(number: number): NodeRow;
  nodeNumber(id: string): number | undefined;
  aliases(node: number): readonly string[];
  /** Heads of one kind that have a node, best first. */
  leading(node: number, kind: HeadKind, limit: number): readonly LeadingRow[];
  /** What is asserted of two heads, whichever is named first. */
  pair(one: number, other: number): PairRow | undefined;
  /** Numbers of heads with a word, those with most edges first, chunk by chunk. */
  headsWithWord(word: string): Iterable<readonly number[]>;
  /** For each word that begins so, in order, the numbers of its first heads. */
  headsByBeginning(prefix: string, words: number): Iterable<readonly number[]>;
  /** The first heads of a beginning of one or two letters. */
  headsByShortPrefix(prefix: string): readonly number[];
  /** Skus of a site about where this one would stand. */
  skusNear(site: string, sku: string, count: number): readonly string[];
  close(): Promise<void>;
}

/**
 * Opens an index in milliseconds, whatever its size: nothing is read whole but the manifest.
 * @throws CosmoError INDEX_MISSING; INDEX_DAMAGED where a file is missing or cut short, or the form is another
 */
export async function openIndex(folder: string): Promise<KnowledgeIndex> {
  const manifest = await readManifest(folder);
  if (manifest === undefined) {
    throw new CosmoError("INDEX_MISSING", `There is no index in ${folder}`, {
      hint: "Run `cosmo run`: it compiles the index of the graph, and asks for nothing that is there.",
      httpStatus: 503,
    });
  }
  if (manifest.format !== indexFormat) {
    throw new CosmoError("INDEX_DAMAGED", `${folder} has the form of another cosmo`, {
      hint: "Run `cosmo run`: it compiles the index anew.",
      httpStatus: 503,
    });
  }
  const fault = await indexFault(folder, manifest);
  if (fault !== undefined) {
    throw new CosmoError("INDEX_DAMAGED", fault, { hint: compileAnew(folder), httpStatus: 503 });
  }
  const database = openReadDatabase(folder);
  const nodes = new Map<number, NodeRow>();
  const need = (bytes: Buffer | undefined): Buffer => {
    if (bytes !== undefined) return bytes;
    throw new CosmoError("INDEX_DAMAGED", `${folder} lacks a row that another one names`, {
      hint: compileAnew(folder),
    });
  };

  function head(number: number): HeadRow {
    return readHead(need(database.get("heads", numberKey(number))));
  }

  function placeIn(list: "headsById" | "productsBySku", key: string): HeadPlace | undefined {
    const bytes = database.get(list, idKey(key));
    return bytes && readHeadPlace(bytes);
  }

  return {
    folder,
    manifest,
    head,
    placeOf: (id) => placeIn("headsById", id),
    placeOfSku: (site, sku) => placeIn("productsBySku", `${site}/${sku}`),
    placeOfForm(site, locale, form) {
      const bytes = database.get("queriesByForm", idKey(formKey(site, locale, form)));
      if (bytes === undefined) return undefined;
      const number = bytes.readUInt32BE();
      const { countedAs, edges } = head(number);
      return { number, countedAs, edges };
    },
    edges(number, limit) {
      const first = database.get("edges", numberKey(number, 0));
      if (first === undefined) return [];
      const rows = readEdges(first, limit);
      for (let chunk = 1; rows.length < limit && rows.length === chunk * edgesPerChunk; chunk++) {
        const more = database.get("edges", numberKey(number, chunk));
        if (more === undefined) break;
        rows.push(...readEdges(more, limit - rows.length));
      }
      return rows;
    },
    relation: (number) => manifest.relations[number] ?? String(number),
    node(number) {
      const known = nodes.get(number);
      if (known !== undefined) return known;
      const row = readNode(need(database.get("nodes", numberKey(number))));
      if (nodes.size === nodesAtHand) nodes.clear();
      nodes.set(number, row);
      return row;
    },
    nodeNumber: (id) => database.get("nodesById", idKey(id))?.readUInt32BE(),
    aliases(node) {
      const bytes = database.get("aliases", numberKey(node));
      const surfaces: string[] = [];
      if (bytes === undefined) return surfaces;
      for (const reader = new ByteReader(bytes); !reader.isAtEnd; ) surfaces.push(reader.text());
      return surfaces;
    },
    leading(node, kind, limit) {
      const rows: LeadingRow[] = [];
      for (let chunk = 0; rows.length < limit; chunk++) {
        const bytes = database.get("leading", numberKey(node, headKinds.indexOf(kind), chunk));
        if (bytes === undefined) break;
        rows.push(...readLeading(bytes, limit - rows.length));
      }
      return rows;
    },
    pair(one, other) {
      const bytes =
        database.get("pairs", numberKey(one, other)) ??
        database.get("pairs", numberKey(other, one));
      return bytes && readPair(bytes);
    },
    *headsWithWord(word) {
      for (let chunk = 0; ; chunk++) {
        const bytes = database.get("words", wordKey(word, chunk));
        if (bytes === undefined) return;
        yield readNumberList(bytes);
      }
    },
    *headsByBeginning(prefix, words) {
      const start = Buffer.from(prefix);
      const end = Buffer.concat([start, Buffer.of(0xff)]);
      let seen = "";
      let count = 0;
      for (const { key, value } of database.range("words", start, end, Number.MAX_SAFE_INTEGER)) {
        const word = wordOfKey(key);
        if (word === seen) continue;
        seen = word;
        if (++count > words) return;
        yield readNumberList(value);
      }
    },
    headsByShortPrefix(prefix) {
      const bytes = database.get("prefixes", idKey(prefix));
      return bytes === undefined ? [] : readNumberList(bytes);
    },
    skusNear(site, sku, count) {
      const [first, last] = [Buffer.from(`${site}/`), Buffer.from(`${site}0`)];
      const key = idKey(`${site}/${sku}`);
      const near = [...database.range("productsBySku", key, last, count)].map((row) => row.key);
      // Those before it, from a little way back: the list can only be read forwards.
      const back = Buffer.from(key.subarray(0, Math.max(first.length, key.length - 2)));
      const before = [...database.range("productsBySku", back, key, count)].map((row) => row.key);
      return [...before, ...near].map((found) => found.toString("utf8", first.length));
    },
    close: () => database.close(),
  };
}
