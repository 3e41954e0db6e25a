import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const row = fc.record(
  {
    small: fc.integer({ min: 0, max: 255 }),
    middle: fc.integer({ min: 0, max: 65_535 }),
    large: fc.integer({ min: 0, max: 0xffffffff }),
    real: fc.option(fc.double({ noNaN: true })),
    text: fc.string({ unit: "grapheme" }),
    maybe: fc.option(fc.string({ unit: "grapheme" })),
  },
  { noNullPrototype: true },
);

test("what is written is read back, row after row", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const writer = new ByteWriter(1);
      for (const { small, middle, large, real, text, maybe } of rows) {
        writer.uint8(small).uint16(middle).uint32(large).nullableReal(real);
        writer.text(text).nullableText(maybe);
      }
      const reader = new ByteReader(writer.take());
      for (const written of rows) {
        assert.deepEqual(
          {
            small: reader.uint8(),
            middle: reader.uint16(),
            large: reader.uint32(),
            real: reader.nullableReal(),
            text: reader.text(),
            maybe: reader.nullableText(),
          },
          written,
        );
      }
      assert(reader.isAtEnd);
    }),
  );
});

test("a writer that was emptied begins anew, and what was taken stays as it is", () => {
  const writer = new ByteWriter();
  const first = writer.uint32(1).take();
  const second = writer.uint32(2).take();
  assert.deepEqual([first.readUInt32LE(), second.readUInt32LE()], [1, 2]);
});
