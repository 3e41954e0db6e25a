import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { type CriticInput, countNames } from "./critic.ts";

interface Files {
  readonly files: readonly string[];
}

export interface ClaimSources {
  readonly claims: Files;
  readonly pairs: Files;
  readonly queries: Files;
  readonly products: Files;
}

export interface ClaimInput {
  readonly claim: string;
  readonly input: CriticInput;
}

/** Kept claims in order of their pair and id, `batchSize` at a time. */
export async function* readClaimInputs(
  connection: SqlConnection,
  sources: ClaimSources,
  batchSize: number,
): AsyncGenerator<readonly ClaimInput[]> {
  const sql = sqlFromFile(new URL("./claim-inputs.sql", import.meta.url), { ...sources });
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

function inputOf(row: Readonly<Record<string, unknown>>): CriticInput {
  const text = (name: string): string | null => {
    const value = row[name];
    return value === null || value === undefined ? null : String(value);
  };
  const titleA = text("titleA");
  return {
    relation: text("relation") ?? "",
    behaviour: row["behaviour"] === "coBuy" ? "coBuy" : "searchBuy",
    tail: text("tail") ?? "",
    sentence: text("sentence") ?? "",
    query: text("query"),
    products: [
      ...(titleA === null ? [] : [{ title: titleA, type: text("typeA") }]),
      { title: text("titleB") ?? "", type: text("typeB") },
    ],
    counts: Object.fromEntries(
      countNames.flatMap((name) => (row[name] === null ? [] : [[name, Number(row[name])]])),
    ),
  };
}
