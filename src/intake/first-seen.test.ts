import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { firstSeen } from "./first-seen.ts";

test("it answers as a map from id to first place would", () => {
  const row = fc.record({
    id: fc.string({ maxLength: 2 }),
    content: fc.constantFrom("a", "b"),
    file: fc.integer({ min: 0, max: 5 }),
    line: fc.integer({ min: 1, max: 2 ** 35 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const seen = firstSeen();
      const model = new Map<string, (typeof rows)[number]>();
      for (const { id, content, file, line } of rows) {
        const first = model.get(id);
        assert.deepEqual(
          seen.note(id, content, { file, line }),
          first ? { file: first.file, line: first.line, same: first.content === content } : null,
        );
        if (!first) model.set(id, { id, content, file, line });
      }
    }),
  );
});

test("it remembers through growth", () => {
  const seen = firstSeen();
  for (let line = 1; line <= 20_000; line++) {
    assert.equal(seen.note(`id ${line}`, "", { file: 0, line }), null);
  }
  for (let line = 1; line <= 20_000; line++) {
    assert.equal(seen.note(`id ${line}`, "", { file: 1, line: 1 })?.line, line);
  }
});
