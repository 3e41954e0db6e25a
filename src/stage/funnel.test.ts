import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { funnelOf, totalOf } from "./funnel.ts";

test("what went in is what came out and what was dropped; a group without rows is shown too", () => {
  const funnel = funnelOf(["usedFor", "isA"], { usedFor: 5 }, { usedFor: { copy: 2, generic: 1 } });
  assert.deepEqual(funnel, [
    { group: "usedFor", rowsIn: 8, dropped: { copy: 2, generic: 1 }, rowsOut: 5 },
    { group: "isA", rowsIn: 0, dropped: {}, rowsOut: 0 },
  ]);
  assert.deepEqual(totalOf(funnel), {
    group: "all",
    rowsIn: 8,
    dropped: { copy: 2, generic: 1 },
    rowsOut: 5,
  });
});

test("a group may be called what all objects have", () => {
  assert.deepEqual(funnelOf(["constructor", "toString"], { toString: 2 } as never, {}), [
    { group: "constructor", rowsIn: 0, dropped: {}, rowsOut: 0 },
    { group: "toString", rowsIn: 2, dropped: {}, rowsOut: 2 },
  ]);
});

test("no row is lost between the lines of a funnel and their total", () => {
  const counts = fc.dictionary(fc.constantFrom("copy", "generic", "paraphrase"), fc.nat());
  const groups = fc.dictionary(
    fc.constantFrom("usedFor", "isA", "cause"),
    fc.tuple(fc.nat(), counts),
  );
  fc.assert(
    fc.property(groups, (given) => {
      const entries = Object.entries(given);
      const funnel = funnelOf(
        Object.keys(given),
        Object.fromEntries(entries.map(([group, [out]]) => [group, out])),
        Object.fromEntries(entries.map(([group, [, dropped]]) => [group, dropped])),
      );
      for (const row of [...funnel, totalOf(funnel)]) {
        const lost = Object.values(row.dropped).reduce((sum, count) => sum + count, 0);
        assert.equal(row.rowsIn, lost + row.rowsOut);
      }
      const out = entries.reduce((sum, [, [rows]]) => sum + rows, 0);
      assert.equal(totalOf(funnel).rowsOut, out);
    }),
  );
});
