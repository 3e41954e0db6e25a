import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";

const folder = testFolder();
const now = Date.UTC(2026, 0, 10, 12);
const day = 86_400_000;

test("an event before 1990, or more than a day after now, is a reject in whatever form", async () => {
  const times = [
    "1970-01-01T00:00:00Z",
    "1989-12-31 23:59:59",
    "1990-01-01",
    String(now + day),
    String(now + day + 1),
    "2026-01-11T13:00:01+01:00",
    "2099-01-01",
    String(Date.UTC(2099, 0, 1) / 1000),
  ];
  const lines = times.map((time, index) => `${time},s${index},a\n`);
  const path = folder.write("clocks.csv", `time,session,sku\n${lines.join("")}`);
  const { lines: kept, rejects } = await readAll(readEvents, [path], { now });
  assert.deepEqual(kept, [4, 5]);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [2, "TIME_BEFORE_1990"],
      [3, "TIME_BEFORE_1990"],
      [6, "TIME_IN_FUTURE"],
      [7, "TIME_IN_FUTURE"],
      [8, "TIME_IN_FUTURE"],
      [9, "TIME_IN_FUTURE"],
    ],
  );
});

test("UBI's timestamps are held to the same", async () => {
  const event = { user_query: "tea", query_id: "q", timestamp: "2099-01-01T10:00:00Z" };
  const path = folder.write("future.ndjson", JSON.stringify(event));
  const { rejects } = await readAll(readEvents, [path], { now, format: "ubi" });
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["TIME_IN_FUTURE"],
  );
});
