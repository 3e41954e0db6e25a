import { z } from "zod";
import { type Scope, scopes } from "../domain/tables/scopes.ts";
import type { Relation } from "../relations/relation.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { answerForm } from "./answer-form.ts";
import { type Ask, asksOf } from "./ask.ts";
import { buckets, type HeadSources, readHeads, selectHeads } from "./head.ts";
import { templates } from "./prompt-templates.ts";
import { type RequestedPairs, selectRequestedHeads } from "./select-requested-heads.ts";
import { type TypeHead, typeAsks } from "./type-asks.ts";
import { countTypeHeads, readTypeHeads } from "./type-head.ts";

/** Settings of the stage `generate`. */
export const generationConfig = z.strictObject({
  /** What is asked about. */
  scopes: z.array(z.enum(scopes)).min(1),
  /** Ask about so many product types only, those found first, with most behaviour then; null: all. */
  limitTypes: z.int().min(1).nullable(),
  /** Calls for each type and relation. */
  drawsPerType: z.int().min(1),
  /** Of each closed list, so many tails are taken for a type. */
  fromLists: z.int().min(0),
  /** Ask about so many pairs only; null: all. */
  limitPairs: z.int().min(1).nullable(),
  /** Names of the relations to ask for; null: all of the set. */
  relations: z.array(z.string()).min(1).nullable(),
  answers: answerForm,
});

export type GenerationConfig = z.infer<typeof generationConfig>;

export interface WorkSources extends HeadSources {
  readonly productTypes: { readonly files: readonly string[] };
}

/** What is to be asked in all, and how to read it piece by piece. */
export interface GenerationWork {
  /** In the order in which they are asked. */
  readonly scopes: readonly ScopeWork[];
  readonly requested: RequestedPairs;
  /** Parts of what is asked: the unit of resume and of a day's increment. */
  readonly buckets: readonly BucketWork[];
}

export interface ScopeWork {
  readonly scope: Scope;
  /** Types or pairs. */
  readonly heads: number;
  /** Answers, those that are known already among them. */
  readonly calls: number;
}

export interface BucketWork {
  readonly scope: Scope;
  readonly part: string;
  /** What names the part, and the calls about each head. */
  asks(): Promise<{
    readonly inputs: readonly unknown[];
    readonly asks: readonly (readonly Ask[])[];
    /** The types among them, for which tails of closed lists are ranked. */
    readonly types: readonly TypeHead[];
  }>;
}

/**
 * Chooses what to ask about. Leaves the temporary table `heads` of the chosen pairs on the connection, from
 * which buckets are read.
 */
export async function generationWork(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  relations: readonly Relation[],
  seed: number,
): Promise<GenerationWork> {
  const ofScopes: ScopeWork[] = [];
  const work: BucketWork[] = [];
  let requested: RequestedPairs = { pairs: 0, heads: 0 };
  const { answers, limitTypes, drawsPerType, limitPairs } = settings;
  if (settings.scopes.includes("product-type")) {
    const scope = "product-type";
    const ofTypes = relations.filter(({ productType }) => productType !== undefined);
    const heads = await countTypeHeads(connection, sources, limitTypes);
    ofScopes.push({ scope, heads, calls: heads * ofTypes.length * drawsPerType });
    for (const bucket of buckets) {
      work.push({
        scope,
        part: `type-${bucket}`,
        async asks() {
          const types = await readTypeHeads(connection, sources, limitTypes, bucket);
          const asks = types.map((type) =>
            typeAsks(type, ofTypes, templates, answers, drawsPerType),
          );
          return { inputs: types, asks, types };
        },
      });
    }
  }
  if (settings.scopes.includes("pair")) {
    const scope = "pair";
    const chosen = await selectHeads(connection, sources, limitPairs, seed);
    requested = await selectRequestedHeads(connection, sources);
    const heads = chosen + requested.pairs;
    const callsPerPair = relations.length * (answers.form === "draws" ? answers.count : 1);
    ofScopes.push({ scope, heads, calls: heads * callsPerPair });
    for (const bucket of buckets) {
      work.push({
        scope,
        part: bucket,
        async asks() {
          const pairs = await readHeads(connection, bucket);
          const asks = pairs.map((pair) => asksOf(pair, relations, templates, answers));
          return { inputs: pairs, asks, types: [] };
        },
      });
    }
  }
  return { scopes: ofScopes, requested, buckets: work };
}
