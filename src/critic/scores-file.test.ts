import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { sqlText } from "../sql/sql.ts";
import { scoresSelect } from "./scores-file.ts";

const place = await openStorePlace();
const folder = place.newFolder();
let files = 0;

/** A Parquet file of what a query selects. */
async function fileOf(select: string): Promise<string> {
  const file = join(folder, `it's ${++files}.parquet`);
  await place.sql.use((connection) =>
    connection.run(`COPY (${select}) TO ${sqlText(file)} (FORMAT parquet)`),
  );
  return file;
}

const rowsOf = (file: string) =>
  place.sql.use(async (connection) => {
    const select = await scoresSelect(connection, file, "file of scores");
    return (await connection.runAndReadAll(`${select} ORDER BY claim`)).getRowObjectsJS();
  });

test("the rows are those of the file, under the name of the critic; other columns are left alone", async () => {
  const file = await fileOf(
    `SELECT 'b' AS claim, 0.25 :: DOUBLE AS plausibility, 1 :: DOUBLE AS typicality, 0.125 :: DOUBLE AS uncertainty, 7 AS other
     UNION ALL SELECT 'a', 0, 0.5, 0, 8`,
  );
  const critic = "file of scores";
  assert.deepEqual(await rowsOf(file), [
    { claim: "a", critic, plausibility: 0, typicality: 0.5, uncertainty: 0 },
    { claim: "b", critic, plausibility: 0.25, typicality: 1, uncertainty: 0.125 },
  ]);
});

test("without a column of uncertainty it is 0", async () => {
  const [row] = await rowsOf(
    await fileOf("SELECT 'a' AS claim, 0.25 AS plausibility, 0.5 AS typicality"),
  );
  assert.equal(Number(row?.["uncertainty"]), 0);
});

const invalid = (message: RegExp) => ({
  name: "CosmoError",
  code: "SCORES_FILE_INVALID",
  exitCode: 2,
  message,
});

for (const [fault, select, message] of [
  [
    "lacks columns",
    "SELECT 'a' AS claim, 0.5 AS plausible, 1 AS other",
    /^\/.*\.parquet has no column plausibility; its columns are claim, plausible, other$/,
  ],
  [
    "has a plausibility above 1",
    "SELECT * FROM (VALUES ('b', 1.5, 0.5), ('a', 2, 0.5), ('c', 1, 0)) AS t(claim, plausibility, typicality)",
    /has 2 rows with a number outside 0 to 1, the first of a$/,
  ],
  [
    "has a typicality below 0",
    "SELECT 'a' AS claim, 0.5 AS plausibility, -0.1 AS typicality",
    /has 1 rows with a number outside/,
  ],
  [
    "has a plausibility that is no number",
    "SELECT 'a' AS claim, 'nan' :: DOUBLE AS plausibility, 0.5 AS typicality",
    /has 1 rows with a number outside/,
  ],
  [
    "lacks a number",
    "SELECT 'a' AS claim, 0.5 AS plausibility, NULL :: DOUBLE AS typicality",
    /has 1 rows with a number outside/,
  ],
  [
    "has an uncertainty outside",
    "SELECT 'a' AS claim, 0.5 AS plausibility, 0.5 AS typicality, 3 AS uncertainty",
    /has 1 rows with a number outside/,
  ],
  [
    "names a claim twice",
    "SELECT * FROM (VALUES ('b', 0.5), ('b', 0.5), ('a', 0), ('c', 1), ('c', 1)) AS t(claim, plausibility), (SELECT 0.5 AS typicality)",
    /has 2 claims more than once, the first b$/,
  ],
] as const) {
  test(`a file that ${fault} is refused, and the fault is named`, async () => {
    await assert.rejects(rowsOf(await fileOf(select)), invalid(message));
  });
}

test("what is no Parquet file, or no file, is refused", async () => {
  const text = join(folder, "text.parquet");
  writeFileSync(text, "claim,plausibility\n");
  for (const file of [text, join(folder, "missing.parquet")]) {
    await assert.rejects(rowsOf(file), invalid(/is no Parquet file that can be read$/));
  }
});

test("a file whose numbers are text is refused, and the column is named", async () => {
  const file = await fileOf("SELECT 'a' AS claim, 'likely' AS plausibility, 0.5 AS typicality");
  await assert.rejects(rowsOf(file), invalid(/a column plausibility of type VARCHAR$/));
  const numbered = await fileOf("SELECT 7 AS claim, 0.5 AS plausibility, 0.5 AS typicality");
  await assert.rejects(rowsOf(numbered), invalid(/a column claim of type INTEGER$/));
});
