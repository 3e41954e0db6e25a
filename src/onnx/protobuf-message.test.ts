import assert from "node:assert/strict";
import { test } from "node:test";
import { ProtobufMessage } from "./protobuf-message.ts";

const hex = (message: ProtobufMessage): string => Buffer.from(message.toBytes()).toString("hex");
const message = (): ProtobufMessage => new ProtobufMessage();

test("the examples of the encoding's specification", () => {
  assert.equal(hex(message().varint(1, 150)), "089601");
  assert.equal(hex(message().text(2, "testing")), "120774657374696e67");
  assert.equal(hex(message().message(3, message().varint(1, 150))), "1a03089601");
  assert.equal(hex(message().varint(1, -2)), "08feffffffffffffffff01");
});

test("fields above 15, floats, empty values and large integers", () => {
  assert.equal(hex(message().varint(20, 1)), "a00101");
  assert.equal(hex(message().float(2, 1.5)), "150000c03f");
  assert.equal(hex(message().text(1, "").message(2, message())), "0a001200");
  assert.equal(hex(message().varint(1, 0)), "0800");
  assert.equal(hex(message().varint(1, 2n ** 63n - 1n)), "08ffffffffffffffff7f");
  assert.equal(hex(message().text(1, "é")), "0a02c3a9");
});

test("lengths of nested messages count what lies deeper", () => {
  const inner = message().bytes(1, new Uint8Array(300).fill(7));
  const bytes = message().message(1, message().message(1, inner)).toBytes();
  // 300 bytes, one byte of tag and two of length at each of three levels.
  assert.equal(bytes.byteLength, 309);
  assert.equal(Buffer.from(bytes.subarray(0, 9)).toString("hex"), "0ab2020aaf020aac02");
});

test("bytes are read when the message is written, not when they are added", () => {
  const large = new Uint8Array([1, 2]);
  const withBytes = message().bytes(1, large);
  large[0] = 9;
  assert.equal(hex(withBytes), "0a020902");
});
