import assert from "node:assert/strict";
import { test } from "node:test";
import { processEnvironment } from "./environment.ts";
import { parseConfiguration } from "./read-configuration.ts";
import { sparkOf } from "./spark-of.ts";

const configured = (settings: string) => parseConfiguration(settings, "cosmo.yaml");
const environment = processEnvironment();

test("Spark is there where the settings say so, and starts nothing by being there", async () => {
  assert.equal(sparkOf(configured(""), environment, "/nowhere"), undefined);
  const spark = sparkOf(configured("sql: { engine: spark }"), environment, "/nowhere");
  assert.ok(spark !== undefined);
  await spark.close();
});

test("settings of Spark keep the names that Spark gives them", () => {
  const { sql } = configured(
    "sql: { engine: spark, master: 'spark://a:7077', spark-settings: { spark.sql.adaptive-x.maxSize: 2 } }",
  );
  assert.deepEqual(sql.sparkSettings, { "spark.sql.adaptive-x.maxSize": 2 });
  assert.throws(() => configured("sql: { master: 'http://a' }"), {
    code: "CONFIGURATION_INVALID",
    message: /spark:\/\/HOST:7077/,
  });
});
