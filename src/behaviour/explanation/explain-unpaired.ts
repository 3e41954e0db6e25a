import type { ProductOutcome, QueryOutcome } from "../../domain/tables/mining-coverage.ts";
import type { Behaviour } from "../../domain/tables/pairs.ts";
import { createAskedPairs, headsOf } from "./asked-pairs.ts";
import { askedQuery } from "./asked-query.ts";
import type { AskedPair } from "./explained-pair.ts";
import type { MinedRelations } from "./mined-relations.ts";
import { readRows } from "./read-rows.ts";

/** A pair that a rule cut. */
export interface CutPair extends AskedPair {
  /** Text of the query; null of two products. */
  readonly query: string | null;
  /** Searches, or baskets. */
  readonly count: number;
  readonly stoppedBy: string;
}

/** What became of a query or a product, with the same words as the report of mining. */
export interface UnpairedHead {
  readonly outcome: QueryOutcome | ProductOutcome;
  readonly rule: string | null;
  /** What it is counted under: of a variant the one of its family. */
  readonly head: string;
  readonly cut: { readonly total: number; readonly strongest: readonly CutPair[] };
  /** Pairs with queries that the gate stopped, of which no word may be told. */
  readonly ofStoppedQueries: number;
}

/** @param id of a query that passed the gate, or of a product */
export async function explainUnpaired(
  { connection, parameters }: MinedRelations,
  id: string,
): Promise<UnpairedHead> {
  const head = (await headsOf(connection, [id])).get(id) ?? id;
  await createAskedPairs(connection, [{ behaviour: "coBuy", headA: id, headB: head }]);
  const [found] = await readRows(connection, askedQuery("outcomes", parameters));
  if (found === undefined) throw new Error(`nothing is known of ${id}`);
  const cut = await readRows(connection, askedQuery("cut-pairs", parameters));
  return {
    outcome: found.text("outcome") as UnpairedHead["outcome"],
    rule: found.textOrNull("rule"),
    head,
    cut: {
      total: found.number("cut_pairs"),
      strongest: cut.map(({ text, textOrNull, number }) => ({
        behaviour: text("behaviour") as Behaviour,
        headA: text("head_a"),
        headB: text("head_b"),
        query: textOrNull("text"),
        count: number("times"),
        stoppedBy: text("reason"),
      })),
    },
    ofStoppedQueries: found.number("of_stopped_queries"),
  };
}
