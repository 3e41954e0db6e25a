import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { javaMissing } from "../../scripts/spark/find-java.ts";
import { usualCacheFolder } from "../../src/app/cache-folder.ts";
import { processEnvironment } from "../../src/app/environment.ts";
import { mine, openMiningPlace } from "../../src/behaviour/mining-fixture.ts";
import { everyRule, randomLog, randomLogProducts } from "../../src/behaviour/random-log.ts";
import { dayMs } from "../../src/behaviour/spans.ts";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import { events as eventTable } from "../../src/domain/tables/events.ts";
import { findSpark } from "../../src/sql/spark/spark-home.ts";
import { openSpark } from "../../src/sql/spark/spark-sessions.ts";
import { openSql } from "../../src/sql/sql.ts";

const { variables, home } = processEnvironment();
const findHome = (): string => findSpark(variables.SPARK_HOME, usualCacheFolder(home));

/** Why Spark can't be tried here, and how it can. */
function sparkAbsent(): string | false {
  // Minutes of two cores, so that it is tried where somebody asks for it.
  if (variables.COSMO_TEST_SPARK !== "1") return "tried with COSMO_TEST_SPARK=1 alone";
  try {
    findHome();
  } catch (error) {
    if (error instanceof CosmoError) return `${error.message}: bring it with \`npm run spark\``;
    throw error;
  }
  const missing = javaMissing(variables);
  return missing === undefined ? false : `${missing}: install Java 17`;
}

describe("mining on Spark", { skip: sparkAbsent() }, () => {
  // All that is odd in a path to an SQL literal, a glob, a list or an address.
  const folder = mkdtempSync(join(tmpdir(), "cosmo spark, [1]{x}*'`ü ;-"));
  const spark = openSpark({
    ...{ home: findHome, master: "local[2]", variables, temporaryFolder: folder },
    // For hundreds of rows nothing need be compiled, nor shared out.
    settings: {
      "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
      "spark.sql.adaptive.enabled": false,
      "spark.sql.codegen.factoryMode": "NO_CODEGEN",
      "spark.sql.codegen.wholeStage": false,
      "spark.sql.shuffle.partitions": 1,
    },
  });
  after(async () => {
    await spark.close();
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });

  test("every rule gives the same rows, funnel, notices and examples as on DuckDB, over several days", async () => {
    // Over a midnight, with half of the sessions a day later; two imports that overlap, a third corrects a day.
    const log = randomLog(1).map((event) => ({
      ...event,
      time: event.time - 20 * 60_000 + (Number(event.session?.slice(1)) % 2) * dayMs || event.time,
    }));
    const imports = [log.slice(0, 1999), log.slice(1900), log.slice(3000)];
    const duck = await openMiningPlace();
    const sparkling = await openMiningPlace();
    after(() => {
      duck.close();
      sparkling.close();
    });
    const [, , part = ""] = await duck.contentsOf(imports);
    const fromMs = Date.UTC(2026, 1, 1, 0, 5);
    const options = {
      ...{ products: randomLogProducts, events: imports, config: everyRule },
      // A day that does not begin at a midnight of UTC.
      replacedDays: [{ part, site: "default", day: "2026-02-01", fromMs, untilMs: fromMs + dayMs }],
      // January and February.
      spanEvents: 1e9,
    };
    const expected = await duck.mine(options);
    assert.ok(expected.queries.length > 20 && expected.pairs.length > 100);
    assert.ok(Object.keys(expected.spans).length === 2);
    assert.ok((expected.funnel["events"]?.dropped["replaced"] ?? 0) > 0);
    assert.deepEqual(await sparkling.mine({ ...options, sessions: spark }), expected);
  });

  test("a session has its own relations, and reads what no file and what DuckDB holds", async () => {
    const sql = await openSql({ threads: 1, memoryLimit: "200MB", temporaryFolder: tmpdir() });
    const { signal } = new AbortController();
    const words = `it's "odd"; -- \\ ü\n\t🏕`;
    try {
      await spark.use(sql, signal, async (session) => {
        await session.connection.run("CREATE TEMP TABLE words (word VARCHAR, times BIGINT)");
        await session.connection.run("INSERT INTO words VALUES ($1, 2), (NULL, NULL)", [words]);
        await session.takeOver("words");
        await session.create(
          "view",
          "once",
          "-- a comment\nSELECT word FROM words WHERE times > 0",
        );
        await session.create("table", "twice", "SELECT word, 2 * 1e-7 AS small FROM once");
        assert.deepEqual(await session.rows("SELECT * FROM words ORDER BY times NULLS LAST"), [
          { word: words, times: 2 },
          { word: null, times: null },
        ]);
        const handed = await session.handOver("SELECT * FROM twice");
        const read = await session.connection.runAndReadAll(handed);
        assert.deepEqual(read.getRowsJson(), [[words, 2e-7]]);
        const none = await session.from(eventTable, { files: [] });
        assert.deepEqual(await session.rows(`SELECT id, time FROM ${none}`), []);
      });
      const failing = spark.use(sql, signal, (session) => session.rows("SELECT * FROM nowhere"));
      await assert.rejects(failing, { code: "SPARK_FAILED", message: /TABLE_OR_VIEW_NOT_FOUND/ });
    } finally {
      sql.close();
    }
  });

  test("an abort ends Spark in the middle of its work, with its own reason", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 1000);
    const options = {
      products: randomLogProducts,
      events: [randomLog(2)],
      sessions: spark,
      signal: abort.signal,
    };
    await assert.rejects(mine(options), /enough/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
