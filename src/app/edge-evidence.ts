import { CosmoError } from "../domain/cosmo-error.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { type Assertion, assertions, edges, heads, nodes } from "../domain/tables/graph.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import type { Tell } from "../knowledge/knowledge.ts";
import { sqlText } from "../sql/sql.ts";
import { type Lookup, openLookup } from "./show/lookup.ts";
import { isoTime } from "./show/shown.ts";
import type { Workspace } from "./workspace.ts";

/** Claims of an edge that are given, those with most support first. */
const claimsGiven = 50;
/** Answers of each claim that are given. */
const answersGiven = 10;

/**
 * The way back from an edge: claims with their measures, pairs with their counts, prompts and raw answers.
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
  const lookup = await openLookup(workspace, versionId);
  const edge = await lookup.one(edges, "id", id);
  if (edge === undefined) {
    throw new CosmoError("EDGE_UNKNOWN", `No edge has the id ${JSON.stringify(id)}`, {
      hint: "Take an id from `edge` of an answer; another version of the graph may have others.",
      httpStatus: 404,
    });
  }
  const { head, headKind, relation, node, score, typicality, pairs: pairCount } = edge;
  const wording = (await lookup.one(nodes, "id", node))?.wording ?? node;
  const at = sqlText(head);
  const found = await lookup.some(
    assertions,
    `(headA = ${at} OR headB = ${at}) AND relation = ${sqlText(relation)} AND node = ${sqlText(node)}`,
    "support DESC, claim",
    claimsGiven,
  );
  return {
    version: versionId,
    edge: {
      edge: id,
      relation,
      sentence: tell(relation, wording),
      intent: { id: node, wording },
      score,
      typicality,
      pairs: pairCount,
      support: edge.support,
      evidence: edge.evidence,
      head: { kind: headKind, ...(await headsOf(lookup, [head]))(head) },
      firstSeen: isoTime(edge.firstSeen),
      lastSeen: isoTime(edge.lastSeen),
    },
    claims: { total: found.total, rows: await claimRows(lookup, found.rows) },
  };
}

async function claimRows(lookup: Lookup, found: readonly Assertion[]) {
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
      found.map(({ pair }) => pair),
    ),
  );
  const ends = found.flatMap(({ headA, headB }) => [headA, headB]);
  const headOf = await headsOf(lookup, ends);
  return found.map(({ claim: id, pair, plausibility, typicality, support }) => {
    const claim = claimsById.get(id);
    const behind = pairsById.get(pair);
    return {
      id,
      ...factsOf(claim),
      support,
      plausibility,
      typicality,
      pair: behind === undefined ? null : pairFacts(behind, headOf),
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
  const given = calls
    .slice(0, answersGiven)
    .flatMap((id) => workspace.ports.calls.get(id).slice(-1));
  return {
    total: calls.length,
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
