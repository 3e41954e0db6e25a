import type { Behaviour } from "../domain/tables/pairs.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { WriteDatabase } from "./index-database.ts";
import { numberKey } from "./index-keys.ts";
import { writeAssertion, writePairStart } from "./pair-row.ts";
import { streamRows } from "./stream-rows.ts";

type NumberedAssertion = readonly [
  headA: number,
  headB: number,
  pair: string,
  behaviour: Behaviour,
  claim: string,
  relation: number,
  node: number,
  plausibility: number | null,
  typicality: number | null,
  support: number,
];

/** The assertions of each pair in order, under the numbers of its heads. Those of product types have no pair. */
export async function compilePairs(
  connection: SqlConnection,
  database: WriteDatabase,
  assertionFiles: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const writer = new ByteWriter();
  let open: readonly [number, number] | undefined;
  let count = 0;
  const end = (): void => {
    if (open !== undefined) database.put("pairs", numberKey(...open), writer.take());
  };
  for await (const [
    headA,
    headB,
    pair,
    behaviour,
    claim,
    ...values
  ] of streamRows<NumberedAssertion>(
    connection,
    `SELECT headA.number AS first, headB.number AS second, assertion.pair, assertion.behaviour,
       assertion.claim, relation.number, node.number, assertion.plausibility, assertion.typicality,
       assertion.support
     FROM ${sqlParquet(assertionFiles)} AS assertion
     JOIN head_numbers AS headA ON headA.id = assertion.headA
     JOIN head_numbers AS headB ON headB.id = assertion.headB
     JOIN node_numbers AS node ON node.id = assertion.node
     JOIN relation_numbers AS relation ON relation.relation = assertion.relation
     WHERE assertion.scope = 'pair'
     ORDER BY first, second, assertion.plausibility DESC NULLS LAST, assertion.support DESC,
       assertion.claim`,
    signal,
  )) {
    if (open?.[0] !== headA || open[1] !== headB) {
      end();
      open = [headA, headB];
      writePairStart(writer, { pair, behaviour });
    }
    const [relation, node, plausibility, typicality, support] = values;
    writeAssertion(writer, { claim, relation, node, plausibility, typicality, support });
    count += 1;
  }
  end();
  return count;
}
