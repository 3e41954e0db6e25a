import { shownQueries } from "../domain/tables/shown-queries.ts";
import { type Files, type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";
import {
  type CriticInput,
  type CriticProduct,
  type CriticSubject,
  countNames,
  shownTitles,
} from "./critic.ts";

export interface ClaimSources {
  readonly claims: Files;
  readonly pairs: Files;
  readonly queries: Files;
  readonly products: Files;
  /** None where no type was asked about. */
  readonly productTypes: Files;
  /** None where no query was asked about. */
  readonly shownQueries: Files;
}

export interface ClaimInput {
  readonly claim: string;
  readonly input: CriticInput;
}

/** Kept claims in order of their head and id, `batchSize` at a time. */
export async function* readClaimInputs(
  connection: SqlConnection,
  sources: ClaimSources,
  batchSize: number,
): AsyncGenerator<readonly ClaimInput[]> {
  const { productTypes, ...files } = sources;
  await nameTypes(connection, productTypes);
  const sql = sqlFromFile(new URL("./claim-inputs.sql", import.meta.url), {
    ...files,
    shownQueries: sqlRows(shownQueries, sources.shownQueries),
  });
  await connection.run("SET preserve_insertion_order = true");
  const result = await connection.stream(sql);
  let batch: ClaimInput[] = [];
  for await (const rows of result.yieldRowObjectJs()) {
    for (const row of rows) {
      batch.push({ claim: String(row["id"]), input: inputOf(row) });
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

async function nameTypes(connection: SqlConnection, { files }: Files): Promise<void> {
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE claimed_types (id VARCHAR, name VARCHAR, titles VARCHAR[])",
  );
  if (files.length === 0) return;
  await connection.run(
    `INSERT INTO claimed_types SELECT id, calledAs, titles[1:${shownTitles}] FROM ${sqlParquet(files)}`,
  );
}

function inputOf(row: Readonly<Record<string, unknown>>): CriticInput {
  const text = (name: string): string | null => {
    const value = row[name];
    return value === null || value === undefined ? null : String(value);
  };
  return {
    relation: text("relation") ?? "",
    subject: text("subject") as CriticSubject,
    tail: text("tail") ?? "",
    sentence: text("sentence") ?? "",
    query: text("query"),
    products: productsOf(row, text),
    counts: Object.fromEntries(
      countNames.flatMap((name) => (row[name] === null ? [] : [[name, Number(row[name])]])),
    ),
  };
}

function productsOf(
  row: Readonly<Record<string, unknown>>,
  text: (name: string) => string | null,
): readonly CriticProduct[] {
  const type = text("typeName");
  if (type !== null) {
    return (row["titles"] as readonly unknown[]).map((title) => ({ title: String(title), type }));
  }
  const titleA = text("titleA");
  return [
    ...(titleA === null ? [] : [{ title: titleA, type: text("typeA") }]),
    { title: text("titleB") ?? "", type: text("typeB") },
  ];
}
