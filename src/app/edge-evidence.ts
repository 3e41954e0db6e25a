import { CosmoError } from "../domain/cosmo-error.ts";
import { isModelCall } from "../domain/ids.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import type { Entailment } from "../domain/tables/entailments.ts";
import { type Assertion, assertions, edges, heads, nodes } from "../domain/tables/graph.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import { type ProductType, productTypes, typeWords } from "../domain/tables/product-types.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import type { Tell } from "../knowledge/knowledge.ts";
import { sqlText } from "../sql/sql.ts";
import { behindEdge, carriedClaims } from "./show/carried-claims.ts";
import { type Lookup, openLookup } from "./show/lookup.ts";
import { isoTime } from "./show/shown.ts";
import { toldPurchases } from "./show/told-purchases.ts";
import type { Workspace } from "./workspace.ts";

/** Claims of an edge that are given, those with most support first. */
const claimsGiven = 50;
/** Answers of each claim that are given. */
const answersGiven = 10;
/** Titles of a type that are given: enough to tell which sense of its name is meant. */
const titlesGiven = 3;

/**
 * The way back from an edge: claims with their measures, pairs with their counts, product types with what carried
 * their claims to the head, prompts and raw answers.
 * @param versionId the graph version that is meant
 * @param tell how its relations are told
 * @throws CosmoError EDGE_UNKNOWN, VERSION_UNKNOWN
 */
export async function edgeEvidence(
  workspace: Workspace,
  tell: Tell,
  versionId: string,
  id: string,
) {
  return {
    version: versionId,
    ...(await evidenceIn(await openLookup(workspace, versionId), tell, id)),
  };
}

/**
 * The same from rows that are at hand.
 * @throws CosmoError EDGE_UNKNOWN
 */
export async function evidenceIn(lookup: Lookup, tell: Tell, id: string) {
  const edge = await lookup.one(edges, "id", id);
  if (edge === undefined) {
    throw new CosmoError("EDGE_UNKNOWN", `No edge has the id ${JSON.stringify(id)}`, {
      hint: "Take an id from `edge` of an answer; another version of the graph may have others.",
      httpStatus: 404,
    });
  }
  const { head, headKind, relation, node, score, typicality, pairs: pairCount, types } = edge;
  const wording = (await lookup.one(nodes, "id", node))?.wording ?? node;
  const ofTypes = await carriedClaims(lookup, edge);
  const condition = behindEdge(edge, ofTypes.keys());
  const found = await lookup.some(assertions, condition, "support DESC, claim", claimsGiven);
  return {
    edge: {
      edge: id,
      relation,
      sentence: tell(relation, wording),
      intent: { id: node, wording },
      score,
      typicality,
      pairs: pairCount,
      types,
      support: edge.support,
      evidence: edge.evidence,
      head: { kind: headKind, ...(await headsOf(lookup, [head]))(head) },
      firstSeen: isoTime(edge.firstSeen),
      lastSeen: isoTime(edge.lastSeen),
    },
    claims: { total: found.total, rows: await claimRows(lookup, found.rows, ofTypes) },
  };
}

async function claimRows(
  lookup: Lookup,
  found: readonly Assertion[],
  ofTypes: ReadonlyMap<string, Entailment | null>,
) {
  const claimsById = byId(
    await rowsIn(
      lookup,
      claims,
      found.map(({ claim }) => claim),
    ),
  );
  const pairsById = byId(
    await rowsIn(
      lookup,
      pairs,
      found.flatMap(({ pair }) => pair ?? []),
    ),
  );
  const typesById = byId(
    await rowsIn(
      lookup,
      productTypes,
      found.flatMap((assertion) => rowOfType(assertion, claimsById) ?? []),
    ),
  );
  const shownById = byId(
    await rowsIn(
      lookup,
      shownQueries,
      found.flatMap(({ scope, headA }) => (scope === "query" ? (headA ?? []) : [])),
    ),
  );
  const ends = found.flatMap(({ headA, headB }) => [headA ?? [], headB ?? []].flat());
  const headOf = await headsOf(lookup, ends);
  const purchases = await Promise.all(
    found.map(({ claim }) => toldPurchases(lookup, claimsById.get(claim))),
  );
  return found.map((assertion, index) => {
    const { claim: id, scope, pair, headA, plausibility, typicality, support } = assertion;
    const type = rowOfType(assertion, claimsById);
    const claim = claimsById.get(id);
    const behind = pair === null ? undefined : pairsById.get(pair);
    return {
      id,
      scope,
      ...factsOf(claim),
      support,
      votes: claim?.votes ?? null,
      plausibility,
      typicality,
      pair: behind === undefined ? null : pairFacts(behind, headOf),
      type: type === null ? null : typeFacts(type, assertion.attribute, typesById.get(type)),
      query:
        scope !== "query" || headA === null
          ? null
          : { ...headOf(headA), titles: shownById.get(headA)?.titles ?? [] },
      carried: carriedFacts(ofTypes.get(id)),
      purchases: purchases[index] ?? null,
      answers: answersOf(lookup, claim?.calls ?? []),
    };
  });
}

/** All null where the claim is gone since: today's settings may have dropped it. */
const factsOf = (claim: Claim | undefined) => ({
  sentence: claim?.sentence ?? null,
  tail: claim?.tail ?? null,
  kept: claim?.kept ?? null,
  dropReason: claim?.dropReason ?? null,
  perplexity: claim?.perplexity ?? null,
  copySimilarity: claim?.copySimilarity ?? null,
  documentFrequency: claim?.documentFrequency ?? null,
  spread: claim?.spread ?? null,
  contextCosine: claim?.contextCosine ?? null,
});

/** Of an assertion about a type: the row that was asked about, or where the claim is gone that of the type itself. */
const rowOfType = (
  { claim, type }: Pick<Assertion, "claim" | "type">,
  claimsById: ReadonlyMap<string, Claim>,
): string | null => (type === null ? null : (claimsById.get(claim)?.head ?? type));

/** A type that the last run has no more is called by its id. */
const typeFacts = (id: string, attribute: string | null, type: ProductType | undefined) => ({
  id,
  name: type === undefined ? id : typeWords({ name: type.name, attribute }),
  attribute,
  titles: type?.titles.slice(0, titlesGiven) ?? [],
});

const carriedFacts = (entailment: Entailment | null | undefined) => {
  if (!entailment) return null;
  const { decision, probability, reason } = entailment;
  return { decision, probability, reason };
};

function pairFacts(pair: BehaviourPair, headOf: HeadOf) {
  const { id, behaviour, headA, headB, count, customers, clicks, searches, lift } = pair;
  return {
    id,
    behaviour,
    headA: headOf(headA),
    headB: headOf(headB),
    count,
    customers,
    clicks,
    searches,
    lift,
    firstSeen: isoTime(pair.firstSeen),
    lastSeen: isoTime(pair.lastSeen),
  };
}

function answersOf({ workspace }: Lookup, calls: readonly string[]) {
  const asked = calls.filter(isModelCall);
  const given = asked
    .slice(0, answersGiven)
    .flatMap((id) => workspace.ports.calls.get(id).slice(-1));
  return {
    total: asked.length,
    rows: given.map(({ id, model, system, prompt, answerStem, draw, rawAnswer }) => ({
      call: id,
      model,
      system,
      prompt,
      answerStem,
      draw,
      rawAnswer: rawAnswer ?? "",
    })),
  };
}

type HeadOf = (id: string) => {
  readonly id: string;
  readonly words: string;
  readonly site: string | null;
  readonly locale: string | null;
};

/** Words and market of heads by their ids; one that the version has no more is called by its id. */
async function headsOf(lookup: Lookup, ids: readonly string[]): Promise<HeadOf> {
  const known = byId(await rowsIn(lookup, heads, ids));
  return (id) => {
    const { words = id, site = null, locale = null } = known.get(id) ?? {};
    return { id, words, site, locale };
  };
}

async function rowsIn<T extends Parameters<Lookup["some"]>[0]>(
  lookup: Lookup,
  table: T,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  const unique = [...new Set(ids)];
  const { rows } = await lookup.some(
    table,
    `id IN (${unique.map(sqlText).join(", ")})`,
    "id",
    unique.length,
  );
  return rows;
}

const byId = <Row extends { readonly id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.id, row]));
