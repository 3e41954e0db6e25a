import assert from "node:assert/strict";
import { test } from "node:test";
import { checkMap, constantOf, parseMap } from "./column-map.ts";

test("a pair names a column, a second equals sign makes a constant", () => {
  const map = parseMap(["session=InvoiceNo", "kind==purchase", "title=a=b"]);
  assert.deepEqual(map, { session: "InvoiceNo", kind: "=purchase", title: "a=b" });
  assert.equal(constantOf(map["kind"] ?? ""), "purchase");
  assert.equal(constantOf(map["session"] ?? ""), null);
});

test("half a pair and a field named twice are refused", () => {
  for (const pairs of [["session"], ["=x"], ["session="], ["a=b", "a=c"]]) {
    assert.throws(() => parseMap(pairs), { code: "MAP_MALFORMED", exitCode: 2 });
  }
});

test("an unknown field is refused with the nearest known", () => {
  assert.throws(
    () => checkMap({ sesion: "InvoiceNo" }, ["session", "time"]),
    (error: Error) => {
      assert.equal(Reflect.get(error, "code"), "MAP_UNKNOWN_COLUMN");
      assert.match(String(Reflect.get(error, "hint")), /--map session=InvoiceNo/);
      return true;
    },
  );
});

test("attributes take any name of their own, where there are attributes", () => {
  checkMap({ "attributes.wood": "Wood" }, ["attributes"]);
  assert.throws(() => checkMap({ "attributes.wood": "Wood" }, ["time"]), {
    code: "MAP_UNKNOWN_COLUMN",
  });
});
