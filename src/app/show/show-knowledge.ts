import { candidates } from "../../domain/tables/candidates.ts";
import { claims } from "../../domain/tables/claims.ts";
import {
  aliases,
  assertions,
  type Edge,
  edges,
  type GraphNode,
  nodes,
} from "../../domain/tables/graph.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import type { RecordedCall } from "../../language-model/recorded-call.ts";
import { sqlText } from "../../sql/sql.ts";
import { answerSection } from "./answer-section.ts";
import { behindEdge, carriedClaims } from "./carried-claims.ts";
import type { Lookup } from "./lookup.ts";
import { isoTime, type Shown } from "./shown.ts";
import { toldCarrying } from "./told-carrying.ts";
import { toldPurchases } from "./told-purchases.ts";
import { wordsOf } from "./words-of.ts";

/** Titles of a type that are shown beside a claim: enough to tell which sense of its name is meant. */
const titlesShown = 3;

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
