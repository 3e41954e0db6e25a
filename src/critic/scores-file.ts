import { CosmoError } from "../domain/cosmo-error.ts";
import { type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";

/** Columns that must be there, and what their types look like. */
const needed: Readonly<Record<string, RegExp>> = {
  claim: /^VARCHAR$/,
  plausibility: /^(?:DOUBLE|FLOAT|DECIMAL.*|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?)$/,
  typicality: /^(?:DOUBLE|FLOAT|DECIMAL.*|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?)$/,
};

/**
 * A query for the rows of `scores` that a Parquet file holds: columns `claim` (an id), `plausibility`,
 * `typicality` and, if it likes, `uncertainty`; other columns are left alone.
 *
 * @throws CosmoError SCORES_FILE_INVALID
 */
export async function scoresSelect(
  connection: SqlConnection,
  file: string,
  critic: string,
): Promise<string> {
  // The engine takes a name with these for many files.
  if (/[*?[\]]/.test(file)) throw invalid(file, "has a name with *, ? or brackets in it");
  const from = sqlParquet([file]);
  const described = await connection
    .runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)
    .catch((cause) => {
      throw invalid(file, "is no Parquet file that can be read", cause);
    });
  const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  const wanted = {
    ...needed,
    ...(types.has("uncertainty") && { uncertainty: needed["typicality"] }),
  };
  for (const [name, type] of Object.entries(wanted)) {
    const found = types.get(name);
    if (found === undefined) {
      throw invalid(file, `has no column ${name}; its columns are ${[...types.keys()].join(", ")}`);
    }
    if (type?.test(found) !== true) throw invalid(file, `has a column ${name} of type ${found}`);
  }
  const uncertainty = types.has("uncertainty") ? "uncertainty" : "0";
  const values = ["plausibility", "typicality", uncertainty];
  const outside = values
    .map((name) => `${name} IS NULL OR NOT ${name} BETWEEN 0 AND 1`)
    .join(" OR ");
  // One after the other: a connection is closed as soon as one of them fails.
  const countOf = async (query: string): Promise<readonly [number, string]> => {
    const [row = []] = (await connection.runAndReadAll(query)).getRows();
    return [Number(row[0]), String(row[1])];
  };
  const [nameless] = await countOf(`SELECT count(*), '' FROM ${from} WHERE claim IS NULL`);
  if (nameless > 0) throw invalid(file, `has ${nameless} rows without a claim`);
  const [faults, first] = await countOf(
    `SELECT count(*), min(claim) FROM ${from} WHERE ${outside}`,
  );
  if (faults > 0) {
    throw invalid(file, `has ${faults} rows with a number outside 0 to 1, the first of ${first}`);
  }
  const [repeated, again] = await countOf(
    `SELECT count(*), min(claim) FROM (SELECT claim FROM ${from} GROUP BY claim HAVING count(*) > 1)`,
  );
  if (repeated > 0)
    throw invalid(file, `has ${repeated} claims more than once, the first ${again}`);
  return `SELECT claim, ${sqlText(critic)} AS critic, plausibility, typicality, ${uncertainty} AS uncertainty FROM ${from}`;
}

const invalid = (file: string, fault: string, cause?: unknown): CosmoError =>
  new CosmoError("SCORES_FILE_INVALID", `${file} ${fault}`, {
    hint: "It must hold a row for each claim: claim (an id of the table claims), plausibility and typicality, each from 0 to 1. Correct it, or set critic.by: labels in cosmo.yaml.",
    cause,
    exitCode: 2,
  });
