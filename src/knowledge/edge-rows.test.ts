import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ByteWriter } from "./byte-writer.ts";
import { readEdges, writeEdge } from "./edge-rows.ts";

const count = fc.integer({ min: 0, max: 0xffffffff });
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }));
const edge = fc.record(
  {
    edge: fc.stringMatching(/^edge_[0-9a-f]{20}$/),
    relation: fc.integer({ min: 0, max: 65_535 }),
    node: count,
    score: share,
    typicality: share,
    pairs: count,
    types: count,
    support: count,
    evidence: count,
  },
  { noNullPrototype: true },
);

test("each edge of a chunk is read back with all its counts, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 5 }), fc.nat(6), (rows, limit) => {
      const writer = new ByteWriter(1);
      for (const row of rows) writeEdge(writer, row);
      assert.deepEqual(readEdges(writer.take(), limit), rows.slice(0, limit));
    }),
  );
});
