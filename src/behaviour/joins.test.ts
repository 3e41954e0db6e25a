import assert from "node:assert/strict";
import { test } from "node:test";
import { duckSessions } from "../sql/duck-sessions.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import { minute, openMiningPlace } from "./mining-fixture.ts";
import { everyRule, randomLog, randomLogProducts, randomMonths } from "./random-log.ts";

/** Joins that compare each row with each: what nobody notices in a small shop takes hours in a large one. */
const comparingAll = /BLOCKWISE_NL_JOIN|NESTED_LOOP_JOIN|PIECEWISE_MERGE_JOIN|IE_JOIN/;

test("rows find theirs by what is equal: no step compares each with each", async () => {
  const slow = new Set<string>();
  const looked: string[] = [];
  const explaining: SqlSessions = {
    use: (sql, signal, task) =>
      duckSessions.use(sql, signal, (session) => {
        const look = async (select: string, name: string): Promise<void> => {
          const explained = await session.connection.runAndReadAll(`EXPLAIN ${select}`);
          looked.push(name);
          if (comparingAll.test(JSON.stringify(explained.getRowsJson()))) slow.add(name);
        };
        return task({
          ...session,
          async create(as, name, select) {
            await look(select, name);
            return session.create(as, name, select);
          },
          async handOver(select) {
            await look(select, select.split("\n", 1).join());
            return session.handOver(select);
          },
        });
      }),
  };
  const log = randomLog(1);
  // Two imports overlap, and a third stands alone for a time.
  const events = [log.slice(0, 1999), log.slice(1900), log.slice(3000), randomMonths(2)];
  const place = await openMiningPlace();
  try {
    const [, , part = ""] = await place.contentsOf(events);
    const until = { fromMs: minute(0), untilMs: minute(20) };
    const replaced = { part, site: "default", day: "2026-01-31", ...until };
    for (const halfLifeDays of [null, 9]) {
      const mined = await place.mine({
        ...{ products: randomLogProducts, events, replacedDays: [replaced] },
        ...{ config: { ...everyRule, halfLifeDays }, sessions: explaining },
      });
      const dropped = mined.funnel["events"]?.dropped;
      assert.ok(dropped?.["repeated"] && dropped["replaced"]);
    }
  } finally {
    place.close();
  }
  assert.ok(looked.length > 100);
  assert.deepEqual([...slow], []);
});
