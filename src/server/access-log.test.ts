import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openAccessLog } from "./access-log.ts";

test("lines are written together, by themselves after a moment or when there are many", async () => {
  const written: string[] = [];
  const log = openAccessLog(
    (lines) => void written.push(lines),
    () => Date.UTC(2026, 0, 2),
  );
  log.answered("GET", "/v1/edges/{id}", 200, 0.0012345);
  log.answered("POST", "/v1/knowledge", 400, 0.1);
  assert.deepEqual(written, []);
  for (let waited = 0; written.length === 0 && waited < 100; waited++) await setTimeout(10);
  assert.deepEqual(written, [
    "2026-01-02T00:00:00.000Z GET /v1/edges/{id} 200 1.23 ms\n2026-01-02T00:00:00.000Z POST /v1/knowledge 400 100.00 ms",
  ]);
  for (let line = 0; line < 250; line++) log.answered("GET", "/", 200, 0);
  assert.equal(written.length, 3);
  log.flush();
  assert.equal(written.join("\n").split("\n").length, 252);
  log.flush();
  assert.equal(written.length, 4);
});
