import type { Progress } from "../domain/progress.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../sql/sql-file.ts";
import { askNearestTitles } from "./ask-nearest-titles.ts";
import { categoryConfidence, leastShare, titleConfidence, unreadConfidence } from "./confidence.ts";
import { readCategories, readTitles } from "./read-titles.ts";
import { likePattern, type TypeRule } from "./type-rules.ts";

export interface DecideOptions {
  /** Whether categories, titles and the encoder propose types; else rules act alone. */
  readonly assignTypes: boolean;
  readonly typeConfidence: number;
  readonly typeProducts: number;
  readonly encoder: Encoder | undefined;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

type Values = Readonly<Record<string, SqlFileValue>>;

export const classifySql = (name: string, values: Values = {}): string =>
  sqlFromFile(new URL(`./${name}.sql`, import.meta.url), values);

/** Opens the catalogue as `catalogue_products`, and makes `rule_matches`: which rules hold for which products. */
export async function matchRules(
  connection: SqlConnection,
  products: Files,
  rules: readonly TypeRule[],
): Promise<void> {
  await connection.run(
    `CREATE TEMP VIEW catalogue_products AS ${classifySql("catalogue-products", { products })}`,
  );
  await connection.run(
    'CREATE TEMP TABLE type_rules (line INTEGER, "by" VARCHAR, value VARCHAR, type VARCHAR)',
  );
  const appender = await connection.createAppender("type_rules", null, "temp");
  for (const { line, by, value, type } of rules) {
    appender.appendInteger(line);
    for (const text of [by, by === "title" ? likePattern(value) : value, type]) {
      appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`CREATE TEMP TABLE rule_matches AS ${classifySql("rule-matches")}`);
}

/** Makes the table `assigned_types` in the form of the table `assignedTypes`, from what `matchRules` made. */
export async function decideTypes(
  connection: SqlConnection,
  options: DecideOptions,
): Promise<void> {
  const { assignTypes, typeConfidence, encoder, signal, progress } = options;
  if (assignTypes) await propose(connection, options);
  else {
    await connection.run(
      "CREATE TEMP TABLE proposals (product VARCHAR, source VARCHAR, type VARCHAR, confidence DOUBLE, reason VARCHAR)",
    );
  }
  const assign = async (): Promise<void> => {
    const select = classifySql("assigned-types", { typeConfidence });
    await connection.run(`CREATE OR REPLACE TEMP TABLE assigned_types AS ${select}`);
  };
  await assign();
  if (!assignTypes || encoder === undefined) return;
  await askNearestTitles(connection, { encoder, signal, progress });
  await assign();
}

/** Makes the table `proposals`: what category and title say of products without a type. */
async function propose(
  connection: SqlConnection,
  { typeProducts, signal, progress }: DecideOptions,
): Promise<void> {
  const make = async (name: string, values?: Values): Promise<void> => {
    signal.throwIfAborted();
    const table = name.replaceAll("-", "_");
    await connection.run(`CREATE TEMP TABLE ${table} AS ${classifySql(name, values)}`);
  };
  await make("titles");
  const counted = await connection.runAndReadAll("SELECT count(*) FROM titles");
  const work = progress.started("read titles", "titles", Number(counted.getRows()[0]?.[0]));
  await readTitles(connection, signal, work.progressed);
  work.finished();
  await make("word-counts");
  await make("title-heads");
  await make("head-counts");
  await make("title-types", { typeProducts, ...titleConfidence });
  await make("read-products");
  await readCategories(connection);
  await make("category-counts");
  await make("category-types", {
    ...{ typeProducts, leastShare, unreadConfidence },
    ...categoryConfidence,
  });
  await make("known-names");
  await make("proposals");
}
