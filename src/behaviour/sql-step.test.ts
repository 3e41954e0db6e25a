import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { distributionsSelect } from "./distributions-select.ts";
import { mineConfig } from "./mine-config.ts";
import { miningParameters, miningSteps } from "./mining-steps.ts";
import { observeConfig } from "./observe-config.ts";
import {
  arrivedOnceSteps,
  catalogueSteps,
  countingSteps,
  observingParameters,
  observingSteps,
  repeatedStep,
} from "./observing-steps.ts";
import { stepText } from "./sql-step.ts";

const parameters = {
  ...observingParameters(observeConfig.parse({}), 0),
  ...miningParameters(mineConfig.parse(undefined), 1),
};
const steps = [
  ...[...catalogueSteps, repeatedStep, ...[true, false].flatMap(arrivedOnceSteps)],
  ...[...observingSteps, ...countingSteps],
  ...[null, 30].flatMap((halfLifeDays) => miningSteps({ halfLifeDays })),
];
const names = readdirSync(new URL("sql/", import.meta.url)).map((file) => file.slice(0, -4));
/** The rows of what is counted for the report. */
const reportRows = [
  "product-coverage",
  "query-coverage",
  "uncovered-products",
  "uncovered-queries",
];

test("parameters become numbers of a fixed type", () => {
  const text = stepText("query-decisions", { gate_customers: 7 });
  assert.match(text, /counts\.customers < 7 THEN/);
  const cuts = { click_rate_low: 0.25, purchase_rate_low: 1e-7 };
  assert.match(stepText("search-buy-rules", cuts), /< CAST\(0\.25 AS DOUBLE\) THEN/);
  assert.match(stepText("search-buy-rules", cuts), /< CAST\(1e-7 AS DOUBLE\) THEN/);
});

test("every SQL file is a step or the rows of a table, and has its parameters", () => {
  const rows = [
    ...["kept-queries", "query-products", "search-buy-pairs", "co-buy-pairs", "carried-events"],
    ...reportRows,
    ...names.filter((name) => name.startsWith("observed-")),
  ];
  assert.deepEqual(
    names.toSorted(),
    [...new Set(steps.map(({ name }) => name)), ...rows].toSorted(),
  );
  for (const name of names) assert.doesNotMatch(stepText(name, parameters), /:[a-z]/);
});

test("the files keep to what DuckDB and Spark both read", () => {
  const duckOnly = /"|::|\bQUALIFY\b|\barg_max\b|\bEXCLUDE\b|\bGROUP BY ALL\b|\blist\(/;
  // To Spark a decimal, reckoned with digit by digit: 0.5e0 is a double to both.
  const decimal = /\d\.\d+(?![\de])(?! AS DOUBLE)/;
  for (const name of names) {
    const words = stepText(name, parameters).replaceAll(/^\s*--.*$|'[^']*'/gm, "");
    assert.doesNotMatch(words, duckOnly, name);
    assert.doesNotMatch(words, decimal, name);
  }
  assert.doesNotMatch(distributionsSelect(), duckOnly);
});

test("examples of what is dropped hold whole numbers alone: engines write doubles each in their own way", () => {
  for (const name of names.filter((one) => one.startsWith("dropped-"))) {
    const words = stepText(name, parameters).replaceAll(/^\s*--.*$|'[^']*'/gm, "");
    const others = words.replaceAll(/CAST\(round\([^()]+\) AS BIGINT\)/g, "");
    assert.doesNotMatch(others, /\bround\(|\b(?:lift|\w*_low|\w*_ratio)\b/, name);
  }
});
