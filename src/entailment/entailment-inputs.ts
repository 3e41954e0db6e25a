import type { Files, SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { familyHeads } from "../stage/family-heads.ts";
import { makeThresholds } from "../stage/relation-thresholds.ts";
import { typedProducts } from "../stage/typed-products.ts";
import type { PlacedText } from "./contradiction.ts";
import type { CaseClaim, CaseHead, CaseType } from "./entailment-case.ts";

export interface EntailmentSources {
  readonly claims: Files;
  readonly scores: Files;
  readonly productTypes: Files;
  readonly products: Files;
  readonly queries: Files;
  readonly pairs: Files;
}

/** Which of a type's claims count: as the graph takes them. */
export interface ClaimThresholds {
  readonly plausibility: number;
  readonly plausibilityByRelation: Readonly<Record<string, number>> | null;
  /** Whether a critic judges; where not, all kept claims count. */
  readonly judged: boolean;
}

export interface TypeClaim extends CaseClaim {
  readonly id: string;
  readonly relation: string;
}

export interface TypeHead extends CaseHead {
  readonly id: string;
  /** What may contradict a claim, with where it stands. */
  readonly texts: readonly PlacedText[];
}

export interface TypeInHand extends CaseType {
  readonly claims: readonly TypeClaim[];
}

/** Some heads of a type. Batches of one type come one after another and have the same `type`. */
export interface HeadBatch {
  readonly type: TypeInHand;
  readonly heads: readonly TypeHead[];
}

/** The query for what is to be judged; it needs the table of thresholds that this makes beside it. */
export async function entailmentInputs(
  connection: SqlConnection,
  sources: EntailmentSources,
  { plausibility, plausibilityByRelation, judged }: ClaimThresholds,
): Promise<string> {
  await makeThresholds(connection, plausibilityByRelation);
  return sqlFromFile(new URL("./entailment-inputs.sql", import.meta.url), {
    ...sources,
    familyHeads: familyHeads(sources),
    typedProducts: typedProducts(sources),
    plausibility,
    judged: judged ? 1 : 0,
  });
}

/** Heads in order of their type, kind and id, at most `batchSize` at a time. */
export async function* readHeadBatches(
  connection: SqlConnection,
  inputs: string,
  batchSize: number,
): AsyncGenerator<HeadBatch> {
  await connection.run("SET preserve_insertion_order = true");
  const result = await connection.stream(inputs);
  let type: CaseType & { claims: TypeClaim[] } = { name: "", titles: [], claims: [] };
  let heads: TypeHead[] = [];
  for await (const rows of result.yieldRowObjectJs()) {
    for (const row of rows) {
      if (row["part"] === "type" || heads.length === batchSize) {
        if (heads.length > 0) yield { type, heads };
        heads = [];
      }
      if (row["part"] === "type")
        type = { name: wordsOf(row), titles: listOf(row["titles"]), claims: [] };
      else if (row["part"] === "claim") type.claims.push(claimOf(row));
      else heads.push(row["part"] === "query" ? queryOf(row) : productOf(row));
    }
  }
  if (heads.length > 0) yield { type, heads };
}

type Row = Readonly<Record<string, unknown>>;

const wordsOf = (row: Row): string => String(row["words"]);

const listOf = (value: unknown): readonly string[] =>
  ((value as unknown[] | null) ?? []).map(String);

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

const claimOf = (row: Row): TypeClaim => ({
  id: String(row["id"]),
  relation: String(row["relation"]),
  tail: wordsOf(row),
  sentence: String(row["sentence"]),
  plausibility: numberOf(row["plausibility"]),
  typicality: numberOf(row["typicality"]),
});

const queryOf = (row: Row): TypeHead => ({
  id: String(row["id"]),
  kind: "query",
  words: wordsOf(row),
  share: numberOf(row["share"]),
  texts: [{ place: "the query", text: wordsOf(row) }],
});

const productOf = (row: Row): TypeHead => ({
  id: String(row["id"]),
  kind: "product",
  words: wordsOf(row),
  share: null,
  texts: [
    { place: "the title", text: wordsOf(row) },
    ...attributeTexts(JSON.parse(String(row["attributes"])) as Readonly<Record<string, string>>),
    // The broadest category is a department, which says little of one product: Sports & Outdoors.
    ...listOf(row["categoryPath"])
      .slice(1)
      .map((text) => ({ place: "the category", text })),
  ],
});

/** Longer values are prose, which speaks of much that the product is not. */
const mostValueLetters = 40;

function attributeTexts(attributes: Readonly<Record<string, string>>): readonly PlacedText[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value.length > mostValueLetters) return [];
    const place = `the attribute ${name}`;
    if (/^(?:yes|true)$/i.test(value)) return [{ place, text: name }];
    if (/^(?:no|false)$/i.test(value)) return [{ place, text: `not ${name}` }];
    return [{ place, text: value }];
  });
}
