import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** A node, and how many edges of each kind of head lead to it. */
export interface NodeRow {
  readonly id: string;
  readonly wording: string;
  readonly products: number;
  readonly queries: number;
}

export const writeNode = (writer: ByteWriter, row: NodeRow): Buffer =>
  writer.uint32(row.products).uint32(row.queries).text(row.id).text(row.wording).take();

export function readNode(bytes: Buffer): NodeRow {
  const reader = new ByteReader(bytes);
  const products = reader.uint32();
  const queries = reader.uint32();
  return { id: reader.text(), wording: reader.text(), products, queries };
}

/** A head that has a node, as the node's list holds it. */
export interface LeadingRow {
  readonly head: number;
  readonly relation: number;
  readonly score: number | null;
}

export function writeLeading(writer: ByteWriter, row: LeadingRow): void {
  writer.uint32(row.head).uint16(row.relation).nullableReal(row.score);
}

export function readLeading(bytes: Buffer, limit: number): LeadingRow[] {
  const reader = new ByteReader(bytes);
  const rows: LeadingRow[] = [];
  while (!reader.isAtEnd && rows.length < limit) {
    rows.push({
      head: reader.uint32(),
      relation: reader.uint16(),
      score: reader.nullableReal(),
    });
  }
  return rows;
}
