import { isModelCall } from "../../domain/ids.ts";
import { candidates } from "../../domain/tables/candidates.ts";
import { type Claim, claims } from "../../domain/tables/claims.ts";
import { entailments } from "../../domain/tables/entailments.ts";
import {
  aliases,
  assertions,
  type Edge,
  edges,
  type GraphNode,
  nodes,
} from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { scores } from "../../domain/tables/scores.ts";
import { shownQueries } from "../../domain/tables/shown-queries.ts";
import type { RecordedCall } from "../../language-model/recorded-call.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { behindEdge, carriedClaims } from "./carried-claims.ts";
import { carryingSections } from "./carrying-sections.ts";
import type { Lookup } from "./lookup.ts";
import { isoTime, type Section, type Shown } from "./shown.ts";
import { toldCarrying } from "./told-carrying.ts";
import { toldPurchases } from "./told-purchases.ts";
import { wordsOf } from "./words-of.ts";

/** Answers that are shown of a claim. */
const answersShown = 10;

/** Titles of a type that are shown beside a claim: enough to tell which sense of its name is meant. */
const titlesShown = 3;

/** A claim's way back: what it is about, prompts and raw answers; and where that of a type leads to. */
export async function showClaim(lookup: Lookup, claim: Claim): Promise<Shown> {
  const { id, head: _, calls, ...facts } = claim;
  const node = await nodeOfTail(lookup, claim.tail);
  const judged = await lookup.one(scores, "claim", id);
  return {
    kind: "claim",
    id,
    facts: {
      ...facts,
      plausibility: judged?.plausibility ?? null,
      typicality: judged?.typicality ?? null,
      uncertainty: judged?.uncertainty ?? null,
      critic: judged?.critic ?? null,
      purchases: await toldPurchases(lookup, claim),
      node,
      withheld: withheldBy(lookup, [id, node]),
    },
    sections: [
      ...(await subjectSections(lookup, claim)),
      await edgeSection(lookup, claim),
      answerSection(lookup, calls),
    ],
  };
}

/** The node that a tail leads to, also where no assertion does; null where no kept claim has the tail. */
async function nodeOfTail(lookup: Lookup, tail: string): Promise<string | null> {
  const files = lookup.written("intentAliases");
  if (files.length === 0) return null;
  const reader = await lookup.workspace.sql.use((connection) =>
    connection.runAndReadAll(
      `SELECT node FROM ${sqlParquet(files)} WHERE surface = ${sqlText(tail)}`,
    ),
  );
  const [[node] = []] = reader.getRows();
  return node === undefined ? null : String(node);
}

/** By which entry of `graph.withheld` none of it is published; null: by none. */
const withheldBy = ({ workspace }: Lookup, ids: readonly (string | null)[]): string | null => {
  const found = ids.find(
    (id) => id !== null && workspace.configuration.graph.withheld.includes(id),
  );
  return found === undefined ? null : `${found} in graph.withheld`;
};

/** What is served of a claim. */
async function edgeSection(lookup: Lookup, { id, relation }: Claim): Promise<Section> {
  const assertion = await lookup.one(assertions, "claim", id);
  const title = "Edges it stands behind";
  if (assertion === undefined) return { title, total: 0, rows: [] };
  const { headA, headB, node } = assertion;
  const ends = [headA, headB].filter((head) => head !== null).map(sqlText);
  const carried = lookup.files(entailments);
  const heads = [
    ...(ends.length === 0 ? [] : [`head IN (${ends.join(", ")})`]),
    ...(carried.length === 0
      ? []
      : [
          `head IN (SELECT head FROM ${sqlParquet(carried)} WHERE claim = ${sqlText(id)} AND decision = 'carried')`,
        ]),
  ];
  const found = await lookup.some(
    edges,
    `node = ${sqlText(node)} AND relation = ${sqlText(relation)} AND (${heads.join(" OR ") || "false"})`,
    "score DESC, id",
  );
  const rows = await Promise.all(
    found.rows.map(async ({ id: edge, head, headKind, score }) => ({
      score,
      kind: headKind,
      words: await wordsOf(lookup, head),
      edge,
    })),
  );
  return { title, total: found.total, rows };
}

/** What a claim is about; and where that of a type leads to. */
async function subjectSections(
  lookup: Lookup,
  { id, scope, head }: Claim,
): Promise<readonly Section[]> {
  if (scope === "pair") return [await pairSection(lookup, head)];
  if (scope === "query") return [await querySection(lookup, head)];
  return [await typeSection(lookup, head), ...(await carryingSections(lookup, id))];
}

async function querySection(lookup: Lookup, id: string): Promise<Section> {
  const shown = await lookup.one(shownQueries, "id", id);
  const titles = shown?.titles ?? [];
  const rows = [{ query: id, text: await wordsOf(lookup, id), titles }];
  return { title: "Query", total: 1, rows };
}

async function pairSection(lookup: Lookup, id: string): Promise<Section> {
  const pair = await lookup.one(pairs, "id", id);
  return {
    title: "Pair",
    total: 1,
    rows: pair
      ? [
          {
            pair: id,
            behaviour: pair.behaviour,
            headA: await wordsOf(lookup, pair.headA),
            headB: await wordsOf(lookup, pair.headB),
            count: pair.count,
            customers: pair.customers,
            byMonth: pair.byMonth,
          },
        ]
      : [],
  };
}

async function typeSection(lookup: Lookup, id: string): Promise<Section> {
  const type = await lookup.one(productTypes, "id", id);
  const rows = type ? [{ type: id, name: typeWords(type), titles: type.titles }] : [];
  return { title: "Product type", total: 1, rows };
}

function answerSection(lookup: Lookup, calls: readonly string[]): Section {
  const asked = calls.filter(isModelCall);
  const { calls: store } = lookup.workspace.ports;
  const attempts = asked
    .flatMap((id) => [...store.get(id), ...store.repairsOf(id)])
    .slice(0, answersShown);
  return {
    title: "Answers",
    total: asked.length,
    rows: attempts.map(({ id, model, prompt, answerStem, draw, rawAnswer, state }) => ({
      call: id,
      model,
      prompt: `${prompt}\n${answerStem}`,
      draw,
      rawAnswer,
      state,
    })),
  };
}

export async function showCall(
  lookup: Lookup,
  id: string,
  attempts: readonly RecordedCall[],
): Promise<Shown> {
  const [first] = attempts;
  const repairs = lookup.workspace.ports.calls.repairsOf(id);
  const found = await lookup.some(candidates, `call = ${sqlText(id)}`, "place", 40);
  return {
    kind: "call",
    id,
    facts: first
      ? {
          model: first.model,
          system: first.system,
          prompt: first.prompt,
          answerStem: first.answerStem,
          parameters: first.parameters,
          draw: first.draw,
          repairOf: first.repairOf,
        }
      : {},
    sections: [
      { title: "Attempts", total: attempts.length, rows: attempts.map(attemptRow) },
      ...(repairs.length === 0
        ? []
        : [
            {
              title: "Repairs",
              total: repairs.length,
              rows: repairs.map((one) => ({ call: one.id, ...attemptRow(one) })),
            },
          ]),
      {
        title: "Candidates",
        total: found.total,
        rows: found.rows.map(({ head, relation, tail }) => ({ head, relation, tail })),
      },
    ],
  };
}

const attemptRow = (attempt: RecordedCall) => ({
  attempt: attempt.attempt,
  state: attempt.state,
  reason: attempt.reason,
  rawAnswer: attempt.rawAnswer,
  inputTokens: attempt.inputTokens,
  outputTokens: attempt.outputTokens,
  costUsd: attempt.costUsd,
  startedAt: isoTime(attempt.startedAt),
  milliseconds: attempt.milliseconds,
});

export async function showNode(lookup: Lookup, node: GraphNode): Promise<Shown> {
  const id = sqlText(node.id);
  const surfaces = await lookup.some(aliases, `node = ${id}`, "surface");
  const leading = await lookup.some(edges, `node = ${id}`, "score DESC, support DESC, id");
  const rows = await Promise.all(
    leading.rows.map(async ({ id: edge, head, headKind, relation, score, support }) => ({
      score,
      support,
      relation,
      kind: headKind,
      head: await wordsOf(lookup, head),
      edge,
    })),
  );
  return {
    kind: "node",
    id: node.id,
    facts: { wording: node.wording, normalForm: node.normalForm },
    sections: [
      {
        title: "Surfaces",
        total: surfaces.total,
        rows: surfaces.rows.map(({ surface, by, since }) => ({
          surface,
          by,
          since: isoTime(since),
        })),
      },
      { title: "Edges", total: leading.total, rows },
    ],
  };
}

export async function showEdge(lookup: Lookup, edge: Edge): Promise<Shown> {
  const { id, head, headKind, relation, node, firstSeen, lastSeen, ...facts } = edge;
  const ofTypes = await carriedClaims(lookup, edge);
  const condition = behindEdge(edge, ofTypes.keys());
  const found = await lookup.some(assertions, condition, "support DESC, claim");
  const behind = await Promise.all(
    found.rows.map(async (assertion) => {
      const claim = await lookup.one(claims, "id", assertion.claim);
      return claim && { claim, assertion };
    }),
  );
  const known = behind.filter((one) => one !== undefined);
  const rows = await Promise.all(
    known.map(async ({ claim, assertion: { plausibility } }) => {
      const { id: claimed, scope, tail, support, votes } = claim;
      const said = { claim: claimed, scope, tail, support, votes, plausibility };
      if (scope === "pair") return { ...said, pair: claim.head };
      if (scope === "query") return { ...said, query: claim.head, why: "said of this query" };
      const type = await lookup.one(productTypes, "id", claim.head);
      const carried = ofTypes.get(claimed) ?? null;
      const name = type ? typeWords(type) : claim.head;
      const told = toldCarrying({ type: name, votes, plausibility, headKind, carried });
      const purchases = await toldPurchases(lookup, claim);
      const why = purchases === null ? told : `${told}; purchases say: ${purchases}`;
      return { ...said, type: claim.head, titles: type?.titles.slice(0, titlesShown) ?? [], why };
    }),
  );
  return {
    kind: "edge",
    id,
    facts: {
      head,
      headKind,
      headWords: await wordsOf(lookup, head),
      relation,
      node,
      intent: (await lookup.one(nodes, "id", node))?.wording ?? node,
      ...facts,
      firstSeen: isoTime(firstSeen),
      lastSeen: isoTime(lastSeen),
    },
    sections: [
      { title: "Claims behind it", total: found.total, rows },
      answerSection(
        lookup,
        known.flatMap(({ claim }) => claim.calls),
      ),
    ],
  };
}
