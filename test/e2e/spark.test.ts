import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { javaMissing } from "../../scripts/spark/find-java.ts";
import { usualCacheFolder } from "../../src/app/cache-folder.ts";
import { processEnvironment } from "../../src/app/environment.ts";
import { mine } from "../../src/behaviour/mining-fixture.ts";
import { everyRule, randomLog, randomLogProducts } from "../../src/behaviour/random-log.ts";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import { events as eventTable } from "../../src/domain/tables/events.ts";
import { findSpark } from "../../src/sql/spark/spark-home.ts";
import { openSpark } from "../../src/sql/spark/spark-sessions.ts";
import { openSql } from "../../src/sql/sql.ts";

const { variables, home } = processEnvironment();
const findHome = (): string => findSpark(variables.SPARK_HOME, usualCacheFolder(home));

/** Why Spark can't be tried here, and how it can. */
function sparkAbsent(): string | false {
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
    // For hundreds of rows nothing need be compiled well, nor shared out.
    settings: {
      "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
      "spark.sql.shuffle.partitions": 2,
    },
  });
  after(async () => {
    await spark.close();
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });
  const products = randomLogProducts;

  test("every rule gives the same rows, funnel, notices and examples as on DuckDB", async () => {
    const log = randomLog(1);
    // Two imports that overlap.
    const options = { products, events: [log.slice(0, 999), log.slice(900)], config: everyRule };
    const { queries, pairs, ...duck } = await mine(options);
    assert.ok(queries.length > 20 && pairs.length > 100);
    const { queries: _, pairs: __, ...sparkling } = await mine({ ...options, sessions: spark });
    assert.deepEqual(sparkling, duck);
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
    const options = { products, events: [randomLog(2)], sessions: spark, signal: abort.signal };
    await assert.rejects(mine(options), /enough/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
