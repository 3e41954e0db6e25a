import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { mineConfig } from "../mine-config.ts";
import { miningParameters } from "../mining-steps.ts";
import { askedQueries, askedQuery } from "./asked-query.ts";

test("queries have their parameters, and keep to what DuckDB and Spark both read", () => {
  const files = readdirSync(new URL("sql/", import.meta.url)).map((file) => file.slice(0, -4));
  assert.deepEqual(files.toSorted(), askedQueries);
  const parameters = miningParameters(mineConfig.parse(undefined), 1);
  const duckOnly = /:[a-z]|"|::|\bQUALIFY\b|\barg_max\b|\bEXCLUDE\b|\bGROUP BY ALL\b/;
  for (const name of askedQueries) {
    const statement = askedQuery(name, parameters).replaceAll(/^\s*--.*$/gm, "");
    assert.doesNotMatch(statement, duckOnly, name);
  }
});
