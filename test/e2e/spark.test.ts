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
import { findSpark } from "../../src/sql/spark/spark-home.ts";
import { openSpark } from "../../src/sql/spark/spark-sessions.ts";

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
    ...{ home: findHome, master: "local[2]", settings: {}, variables },
    temporaryFolder: folder,
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

  test("without a log nothing is mined, by the Spark that is there already", async () => {
    const mined = await mine({ products, events: [], sessions: spark });
    assert.deepEqual([mined.queries, mined.pairs], [[], []]);
  });

  test("an abort ends Spark in the middle of its work, with its own reason", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 1000);
    const options = { products, events: [randomLog(2)], sessions: spark, signal: abort.signal };
    await assert.rejects(mine(options), /enough/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
