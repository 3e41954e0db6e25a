import { z } from "zod";
import type { Candidate } from "../domain/tables/candidates.ts";
import { isTypeScope, type Scope, scopes, type TypeScope } from "../domain/tables/scopes.ts";
import { pairRelations } from "../relations/pair-relations.ts";
import type { Relation } from "../relations/relation.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { answerForm, callsPerRelation } from "./answer-form.ts";
import { type Ask, asksOf } from "./ask.ts";
import { buckets, type HeadSources, readHeads, selectHeads } from "./head.ts";
import { templates } from "./prompt-templates.ts";
import { queriesToAsk, type VariantSources } from "./queries-to-ask.ts";
import { queryAsks } from "./query-asks.ts";
import { type QueryHeadSources, readQueryHeads, selectQueryHeads } from "./query-head.ts";
import { type RequestedPairs, selectRequestedHeads } from "./select-requested-heads.ts";
import { type TypeHead, typeAsks } from "./type-asks.ts";
import { readTypeHeads, selectTypeHeads } from "./type-head.ts";
import {
  partnerAsks,
  partnerCandidates,
  readPartnerHeads,
  selectPartnerHeads,
  whyRelations,
} from "./type-partner-heads.ts";
import { waitingForTypes } from "./waiting-for-types.ts";

/** Settings of the stage `generate`. */
export const generationConfig = z.strictObject({
  /** What is asked about. */
  scopes: z.array(z.enum(scopes)).min(1),
  /** Ask about so many product types only, those found first, with most behaviour then; null: all. */
  limitTypes: z.int().min(1).nullable(),
  /** With the scope product-type+attribute, of each of these types at most so many attributes. */
  attributesPerType: z.int().min(1),
  /** Calls for each type and relation. */
  drawsPerType: z.int().min(1),
  /** Of each closed list, so many tails are taken for a type. */
  fromLists: z.int().min(0),
  /** Of the types that are bought together with a type beyond chance, so many are taken. */
  partnersPerType: z.int().min(0),
  /** Ask about so many queries only; null: all. */
  limitQueries: z.int().min(1).nullable(),
  /** Beside product types, ask about those queries and pairs alone that types leave unexplained. */
  unexplainedOnly: z.boolean(),
  /** Of queries that say the same in other words, ask about the one alone that they count as. */
  oneOfVariants: z.boolean().default(false),
  /** Ask about so many pairs only; null: all. */
  limitPairs: z.int().min(1).nullable(),
  /** Names of the relations to ask for; null: all of the set. */
  relations: z.array(z.string()).min(1).nullable(),
  answers: answerForm,
});

export type GenerationConfig = z.infer<typeof generationConfig>;

/** Whether queries and pairs wait for what product types explain. */
export const isTypesFirst = ({
  scopes: asked,
  unexplainedOnly,
}: Pick<GenerationConfig, "scopes" | "unexplainedOnly">): boolean =>
  unexplainedOnly && asked.some(isTypeScope);

export interface WorkSources
  extends Omit<HeadSources & QueryHeadSources, "queries">,
    VariantSources {
  readonly productTypes: { readonly files: readonly string[] };
  readonly typePartners: { readonly files: readonly string[] };
}

/** What is to be asked in all, and how to read it piece by piece. */
export interface GenerationWork {
  /** In the order in which they are asked. */
  readonly scopes: readonly ScopeWork[];
  readonly requested: RequestedPairs;
  /** Parts of what is asked: the unit of resume and of a day's increment. */
  readonly buckets: readonly BucketWork[];
}

/** What questions are about: things of a scope, or why two product types are bought together. */
export type Asked = Scope | "type-partners";

export interface ScopeWork {
  readonly asked: Asked;
  /** Types, pairs of types that are bought together, queries or pairs. */
  readonly heads: number;
  /** Answers, those that are known already among them. */
  readonly calls: number;
  /** Of queries and pairs: not asked about, for types beyond the limit may still explain them. */
  readonly waiting: number;
}

export interface BucketWork {
  readonly asked: Asked;
  /** The scope of what is answered. */
  readonly scope: Scope;
  readonly part: string;
  /** What names the part, and the calls about each head. */
  asks(): Promise<{
    readonly inputs: readonly unknown[];
    readonly asks: readonly (readonly Ask[])[];
    /** The types among them, for which tails of closed lists are ranked. */
    readonly types: readonly TypeHead[];
    /** What needs no call. */
    readonly given?: readonly Candidate[];
  }>;
}

/** What one kind of question asks. */
interface Work extends Omit<ScopeWork, "waiting"> {
  readonly buckets: readonly BucketWork[];
}

interface WorkInputs {
  readonly connection: SqlConnection;
  readonly sources: Omit<WorkSources, "queries"> & HeadSources & QueryHeadSources;
  readonly settings: GenerationConfig;
  readonly relations: readonly Relation[];
  readonly seed: number;
}

/**
 * Chooses what to ask about. Leaves temporary tables of the chosen types, partners, queries and pairs on the
 * connection, from which buckets are read.
 */
export async function generationWork(
  connection: SqlConnection,
  given: WorkSources,
  settings: GenerationConfig,
  relations: readonly Relation[],
  seed: number,
): Promise<GenerationWork> {
  const sources = { ...given, queries: queriesToAsk(given, settings.oneOfVariants) };
  const inputs: WorkInputs = { connection, sources, settings, relations, seed };
  const works: Work[] = [];
  let requested: RequestedPairs = { pairs: 0, heads: 0 };
  for (const scope of scopes) {
    if (!settings.scopes.includes(scope)) continue;
    if (isTypeScope(scope)) works.push(await typeWork(inputs, scope));
    // Behind the types: what is said of two types is said of types that were asked about.
    if (scope === "product-type") works.push(await partnerWork(inputs));
    if (scope === "query") works.push(await queryWork(inputs));
    if (scope === "pair") {
      const { work, requested: further } = await pairWork(inputs);
      works.push(work);
      requested = further;
    }
  }
  const mayWait = isTypesFirst(settings) && pairRelations(relations).length > 0;
  const waiting = mayWait
    ? await waitingForTypes(connection, sources, settings)
    : { queries: 0, pairs: 0 };
  const waitingOf: Partial<Record<Scope, number>> = { query: waiting.queries, pair: waiting.pairs };
  return {
    scopes: works.map(({ asked, heads, calls }) => ({
      ...{ asked, heads, calls },
      waiting: asked === "type-partners" ? 0 : (waitingOf[asked] ?? 0),
    })),
    requested,
    buckets: works.flatMap((work) => work.buckets),
  };
}

/** No bucket is read where there is nothing to read it from. */
const bucketsOf = (rows: number): readonly string[] => (rows === 0 ? [] : buckets);

async function typeWork(
  { connection, sources, settings, relations }: WorkInputs,
  scope: TypeScope,
): Promise<Work> {
  const { answers, drawsPerType } = settings;
  const ofTypes = relations.filter(({ productType }) => productType !== undefined);
  const heads = await selectTypeHeads(connection, sources, scope, settings);
  return {
    asked: scope,
    heads,
    calls: heads * ofTypes.length * drawsPerType,
    buckets: bucketsOf(heads).map((bucket) => ({
      ...{ asked: scope, scope },
      part: `${scope === "product-type" ? "type" : "attribute"}-${bucket}`,
      async asks() {
        const types = await readTypeHeads(connection, scope, bucket);
        const asks = types.map((type) =>
          typeAsks(scope, type, ofTypes, templates, answers, drawsPerType),
        );
        return { inputs: types, asks, types };
      },
    })),
  };
}

async function partnerWork({
  connection,
  sources,
  settings,
  relations,
}: WorkInputs): Promise<Work> {
  const asked = "type-partners";
  const isWanted = relations.some(({ partners }) => partners !== undefined);
  const most = isWanted ? settings.partnersPerType : 0;
  const why = whyRelations(relations);
  const { asked: together, rows } = await selectPartnerHeads(connection, sources, settings, most);
  return {
    asked,
    heads: together,
    calls: together * why.length * callsPerRelation(settings.answers),
    buckets: bucketsOf(rows).map((bucket) => ({
      ...{ asked, scope: "product-type" },
      part: `partners-${bucket}`,
      async asks() {
        const heads = await readPartnerHeads(connection, bucket);
        return {
          inputs: heads,
          asks: heads.map((head) => partnerAsks(head, why, templates, settings.answers)),
          types: [],
          given: heads.flatMap((head) => partnerCandidates(head, relations)),
        };
      },
    })),
  };
}

/** Where no relation asks about things of the scope. */
const nothing = (asked: Scope): Work => ({ asked, heads: 0, calls: 0, buckets: [] });

async function queryWork({ connection, sources, settings, relations }: WorkInputs): Promise<Work> {
  const scope = "query";
  const { limitQueries, answers } = settings;
  const selection = { limitQueries, unexplainedOnly: isTypesFirst(settings) };
  const ofPairs = pairRelations(relations);
  if (ofPairs.length === 0) return nothing(scope);
  const heads = await selectQueryHeads(connection, sources, selection);
  return {
    asked: scope,
    heads,
    calls: heads * ofPairs.length * callsPerRelation(answers),
    buckets: buckets.map((bucket) => ({
      ...{ asked: scope, scope },
      part: `query-${bucket}`,
      async asks() {
        const queries = await readQueryHeads(connection, bucket);
        const asks = queries.map((query) => queryAsks(query, ofPairs, templates, answers));
        return { inputs: queries, asks, types: [] };
      },
    })),
  };
}

async function pairWork({ connection, sources, settings, relations, seed }: WorkInputs): Promise<{
  readonly work: Work;
  readonly requested: RequestedPairs;
}> {
  const scope = "pair";
  const { limitPairs, answers } = settings;
  const selection = { limitPairs, seed, unexplainedOnly: isTypesFirst(settings) };
  const ofPairs = pairRelations(relations);
  if (ofPairs.length === 0) return { work: nothing(scope), requested: { pairs: 0, heads: 0 } };
  const chosen = await selectHeads(connection, sources, selection);
  const requested = await selectRequestedHeads(connection, sources);
  const heads = chosen + requested.pairs;
  const work: Work = {
    asked: scope,
    heads,
    calls: heads * ofPairs.length * callsPerRelation(answers),
    buckets: buckets.map((bucket) => ({
      ...{ asked: scope, scope },
      part: bucket,
      async asks() {
        const pairs = await readHeads(connection, bucket);
        const asks = pairs.map((pair) => asksOf(pair, ofPairs, templates, answers));
        return { inputs: pairs, asks, types: [] };
      },
    })),
  };
  return { work, requested };
}
