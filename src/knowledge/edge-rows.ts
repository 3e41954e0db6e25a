import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { digestBytes, digestOf } from "./index-keys.ts";

/** An edge of a head: relation and node by their numbers. */
export interface EdgeRow {
  readonly edge: string;
  readonly relation: number;
  readonly node: number;
  readonly score: number | null;
  readonly typicality: number | null;
  readonly pairs: number;
  readonly types: number;
  readonly support: number;
  readonly evidence: number;
}

/** Edges in one value: no answer asks for more, so that one look-up is enough. */
export const edgesPerChunk = 100;

const edgeBytes = digestBytes + 2 + 4 + 8 + 8 + 4 + 4 + 4 + 4;

export function writeEdge(writer: ByteWriter, row: EdgeRow): void {
  writer
    .bytes(digestOf(row.edge))
    .uint16(row.relation)
    .uint32(row.node)
    .nullableReal(row.score)
    .nullableReal(row.typicality)
    .uint32(row.pairs)
    .uint32(row.types)
    .uint32(row.support)
    .uint32(row.evidence);
}

/** The first edges of a chunk, no more than `limit`. */
export function readEdges(bytes: Buffer, limit: number): EdgeRow[] {
  const count = Math.min(limit, bytes.length / edgeBytes);
  const rows: EdgeRow[] = new Array(count);
  for (let place = 0; place < count; place++) {
    const reader = new ByteReader(bytes, place * edgeBytes);
    rows[place] = {
      edge: `edge_${reader.hex(digestBytes)}`,
      relation: reader.uint16(),
      node: reader.uint32(),
      score: reader.nullableReal(),
      typicality: reader.nullableReal(),
      pairs: reader.uint32(),
      types: reader.uint32(),
      support: reader.uint32(),
      evidence: reader.uint32(),
    };
  }
  return rows;
}
