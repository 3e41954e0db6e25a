import type { ExplainedPair } from "../../behaviour/explanation/explained-pair.ts";
import { type BehaviourPair, pairs } from "../../domain/tables/pairs.ts";
import { claimSection } from "./claim-section.ts";
import type { Lookup } from "./lookup.ts";
import { isoTime, type Shown } from "./shown.ts";
import { storedDecision } from "./stored-decision.ts";
import { digits, toldDecision, toldRule } from "./told-rules.ts";
import { toldStored } from "./told-stored.ts";
import { wordsOf } from "./words-of.ts";

/** Stands for the words of a query that the gate stops. */
export const queryThatStays = "a query that stays here";

/** A pair that was seen: what every rule says of it today, and what the last run made of it. */
export async function shownPair(
  lookup: Lookup,
  { pair, ...explained }: ExplainedPair,
): Promise<Shown> {
  const { query, isQueryStopped, stoppedBy, rules, totals } = explained;
  const { id, behaviour, headA, headB } = pair;
  const isStored = (await lookup.one(pairs, "id", id)) !== undefined;
  const lastRun = await storedDecision(lookup.workspace, isStored);
  const products = behaviour === "coBuy" ? [headA, headB] : [headB];
  const titles = new Map<string, string>();
  for (const product of products) titles.set(product, await wordsOf(lookup, product));
  return {
    kind: "pair",
    id,
    facts: {
      decision: toldDecision({ pair, stoppedBy, rules }),
      lastRun: toldStored(lastRun, stoppedBy),
      ...pairFacts(pair, isQueryStopped ? queryThatStays : (query ?? titles.get(headA)), titles),
      ...(isQueryStopped ? { headA: null } : {}),
      liftIs: `${digits(totals.ofPair)} × ${digits(totals.all)} / (${digits(totals.ofA)} × ${digits(totals.ofB)})`,
    },
    sections: [
      {
        title: "Rules",
        total: rules.length,
        rows: rules.map((rule) => ({ ...toldRule(rule, titles) })),
      },
      // What was asked of a model names the query.
      ...(isQueryStopped ? [] : [await claimSection(lookup, id)]),
    ],
    explained: { ...explained, lastRun },
  };
}

/** A pair that the last run kept, of a log that is not imported any more. */
export async function shownStoredPair(lookup: Lookup, pair: BehaviourPair): Promise<Shown> {
  const { id, headA, headB } = pair;
  const titles = new Map([[headB, await wordsOf(lookup, headB)]]);
  const decision = "kept in the last run; the log of today does not have it";
  return {
    kind: "pair",
    id,
    facts: { decision, ...pairFacts(pair, await wordsOf(lookup, headA), titles) },
    sections: [await claimSection(lookup, id)],
  };
}

function pairFacts(
  { id: _, behaviour, headA, headB, firstSeen, lastSeen, ...counts }: BehaviourPair,
  headAWords: string | undefined,
  titles: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  return {
    ...{ behaviour, headA, headAWords, headB, headBWords: titles.get(headB) },
    ...counts,
    firstSeen: isoTime(firstSeen),
    lastSeen: isoTime(lastSeen),
  };
}
