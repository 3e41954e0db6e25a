import type { Behaviour } from "../domain/tables/pairs.ts";
import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { digestBytes, digestOf } from "./index-keys.ts";

/** An assertion of a pair: relation and node by their numbers. */
export interface AssertionRow {
  readonly claim: string;
  readonly relation: number;
  readonly node: number;
  readonly plausibility: number | null;
  readonly typicality: number | null;
  readonly support: number;
}

export interface PairRow {
  readonly pair: string;
  readonly behaviour: Behaviour;
  readonly assertions: readonly AssertionRow[];
}

export function writePairStart(
  writer: ByteWriter,
  { pair, behaviour }: Omit<PairRow, "assertions">,
): void {
  writer.uint8(behaviour === "searchBuy" ? 0 : 1).bytes(digestOf(pair));
}

export function writeAssertion(writer: ByteWriter, row: AssertionRow): void {
  writer
    .bytes(digestOf(row.claim))
    .uint16(row.relation)
    .uint32(row.node)
    .nullableReal(row.plausibility)
    .nullableReal(row.typicality)
    .uint32(row.support);
}

export function readPair(bytes: Buffer): PairRow {
  const reader = new ByteReader(bytes);
  const behaviour = reader.uint8() === 0 ? "searchBuy" : "coBuy";
  const pair = `pair_${reader.hex(digestBytes)}`;
  const assertions: AssertionRow[] = [];
  while (!reader.isAtEnd) {
    assertions.push({
      claim: `claim_${reader.hex(digestBytes)}`,
      relation: reader.uint16(),
      node: reader.uint32(),
      plausibility: reader.nullableReal(),
      typicality: reader.nullableReal(),
      support: reader.uint32(),
    });
  }
  return { pair, behaviour, assertions };
}
