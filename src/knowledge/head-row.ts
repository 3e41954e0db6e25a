import type { GraphHead } from "../domain/tables/graph.ts";
import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** A head as the index holds it: `countedAs` by its number, and how many edges that one has. */
export interface HeadRow extends Omit<GraphHead, "countedAs"> {
  readonly countedAs: number;
  readonly edges: number;
}

/** The kinds by the number that stands for them in a row. */
export const headKinds = ["product", "query"] as const;
export type HeadKind = (typeof headKinds)[number];

export function writeHead(writer: ByteWriter, head: HeadRow): Buffer {
  return writer
    .uint8(headKinds.indexOf(head.kind))
    .uint32(head.countedAs)
    .uint32(head.edges)
    .text(head.id)
    .text(head.site)
    .text(head.locale)
    .text(head.words)
    .nullableText(head.sku)
    .nullableText(head.productType)
    .nullableText(head.domain)
    .take();
}

export function readHead(bytes: Buffer): HeadRow {
  const reader = new ByteReader(bytes);
  const kind = reader.uint8() === 0 ? "product" : "query";
  const countedAs = reader.uint32();
  const edges = reader.uint32();
  return {
    kind,
    countedAs,
    edges,
    id: reader.text(),
    site: reader.text(),
    locale: reader.text(),
    words: reader.text(),
    sku: reader.nullableText(),
    productType: reader.nullableText(),
    domain: reader.nullableText(),
  };
}

/** What an id leads to: enough to answer without the head's own row. */
export interface HeadPlace {
  readonly number: number;
  readonly countedAs: number;
  readonly edges: number;
}

export const writeHeadPlace = (writer: ByteWriter, place: HeadPlace): Buffer =>
  writer.uint32(place.number).uint32(place.countedAs).uint32(place.edges).take();

export const readHeadPlace = (bytes: Buffer): HeadPlace => ({
  number: bytes.readUInt32LE(0),
  countedAs: bytes.readUInt32LE(4),
  edges: bytes.readUInt32LE(8),
});
