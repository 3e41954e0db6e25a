import { candidates } from "../../domain/tables/candidates.ts";
import { type Claim, claims } from "../../domain/tables/claims.ts";
import {
  aliases,
  assertions,
  type Edge,
  edges,
  type GraphNode,
  nodes,
} from "../../domain/tables/graph.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { scores } from "../../domain/tables/scores.ts";
import type { RecordedCall } from "../../language-model/recorded-call.ts";
import { sqlText } from "../../sql/sql.ts";
import type { Lookup } from "./lookup.ts";
import { wordsOf } from "./show-heads.ts";
import { isoTime, type Section, type Shown } from "./shown.ts";

/** A claim's way back: pair with its log counts, prompts and raw answers. */
export async function showClaim(lookup: Lookup, claim: Claim): Promise<Shown> {
  const { id, head, calls, ...facts } = claim;
  const pair = await lookup.one(pairs, "id", head);
  const assertion = await lookup.one(assertions, "claim", id);
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
      node: assertion?.node ?? null,
    },
    sections: [
      {
        title: "Pair",
        total: 1,
        rows: pair
          ? [
              {
                pair: head,
                behaviour: pair.behaviour,
                headA: await wordsOf(lookup, pair.headA),
                headB: await wordsOf(lookup, pair.headB),
                count: pair.count,
                customers: pair.customers,
                byMonth: pair.byMonth,
              },
            ]
          : [],
      },
      answerSection(lookup, calls),
    ],
  };
}

function answerSection(lookup: Lookup, calls: readonly string[]): Section {
  const attempts = calls.flatMap((id) => lookup.workspace.ports.calls.get(id)).slice(0, 10);
  return {
    title: "Answers",
    total: calls.length,
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
        }
      : {},
    sections: [
      {
        title: "Attempts",
        total: attempts.length,
        rows: attempts.map((attempt) => ({
          attempt: attempt.attempt,
          state: attempt.state,
          rawAnswer: attempt.rawAnswer,
          inputTokens: attempt.inputTokens,
          outputTokens: attempt.outputTokens,
          costUsd: attempt.costUsd,
          startedAt: isoTime(attempt.startedAt),
          milliseconds: attempt.milliseconds,
        })),
      },
      {
        title: "Candidates",
        total: found.total,
        rows: found.rows.map(({ head, relation, tail }) => ({ pair: head, relation, tail })),
      },
    ],
  };
}

export async function showNode(lookup: Lookup, node: GraphNode): Promise<Shown> {
  const id = sqlText(node.id);
  const surfaces = await lookup.some(aliases, `node = ${id}`, "surface");
  const leading = await lookup.some(edges, `node = ${id}`, "support DESC, pairs DESC, id");
  const rows = await Promise.all(
    leading.rows.map(async ({ id: edge, head, headKind, relation, support }) => ({
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
  const { id, head, relation, node, firstSeen, lastSeen, ...facts } = edge;
  const at = sqlText(head);
  const found = await lookup.some(
    assertions,
    `(headA = ${at} OR headB = ${at}) AND relation = ${sqlText(relation)} AND node = ${sqlText(node)}`,
    "support DESC, claim",
  );
  const behind = await Promise.all(
    found.rows.map(async ({ claim }) => lookup.one(claims, "id", claim)),
  );
  const known = behind.filter((claim) => claim !== undefined);
  return {
    kind: "edge",
    id,
    facts: {
      head,
      headWords: await wordsOf(lookup, head),
      relation,
      node,
      intent: (await lookup.one(nodes, "id", node))?.wording ?? node,
      ...facts,
      firstSeen: isoTime(firstSeen),
      lastSeen: isoTime(lastSeen),
    },
    sections: [
      {
        title: "Claims behind it",
        total: found.total,
        rows: known.map(({ id: claim, tail, head: pair, support }) => ({
          claim,
          tail,
          pair,
          support,
        })),
      },
      answerSection(
        lookup,
        known.flatMap(({ calls }) => calls),
      ),
    ],
  };
}
