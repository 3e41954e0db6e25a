import type { Behaviour } from "../../domain/tables/pairs.ts";
import { sqlText } from "../../sql/sql.ts";
import { createAskedPairs } from "./asked-pairs.ts";
import { askedQuery } from "./asked-query.ts";
import type { AskedPair } from "./explained-pair.ts";
import type { MinedRelations } from "./mined-relations.ts";
import { type ReadRow, readRows } from "./read-rows.ts";

export interface SeenQuery {
  readonly kind: "query";
  /** Null where the gate stops the query: not a word of it is told. */
  readonly id: string | null;
  readonly text: string | null;
  /** Why the gate stops it. */
  readonly stoppedBy: string | null;
  readonly searches: number;
  readonly customers: number;
}

export interface SeenProduct {
  readonly kind: "product";
  readonly id: string;
  /** Those that stand. */
  readonly purchases: number;
  /** With the product in them, and not too large. */
  readonly baskets: number;
  /** Of whatever query, that led to a purchase of it. */
  readonly searches: number;
}

/** A pair with one of the two, which the log has. */
export interface NearPair extends AskedPair {
  /** The one that both have. */
  readonly of: string;
  /** Text of the query; null of two products. */
  readonly query: string | null;
  readonly count: number;
  readonly stoppedBy: string | null;
}

/** A pair that the log has not, and what it has of each of the two. */
export interface UnseenPair {
  readonly behaviour: Behaviour;
  readonly site: string;
  readonly a: SeenQuery | SeenProduct;
  readonly b: SeenProduct;
  /** Both are variants of one parent, which are counted as one product. */
  readonly isOneProduct: boolean;
  /** Baskets with both that are left out, since they hold more than `maximumBasket` products. */
  readonly largeBaskets: number;
  readonly maximumBasket: number;
  /** Of each of the two those seen most often. */
  readonly near: readonly NearPair[];
}

/** What there is of the two of a pair that was never seen. */
export async function explainUnseen(
  { connection, parameters, config }: MinedRelations,
  asked: AskedPair,
): Promise<UnseenPair> {
  await createAskedPairs(connection, [asked]);
  const { behaviour, headA, headB } = asked;
  const rowsOf = (name: Parameters<typeof askedQuery>[0]): Promise<readonly ReadRow[]> =>
    readRows(connection, askedQuery(name, parameters));
  const products = (await rowsOf("products")).map(
    ({ text, number }): SeenProduct => ({
      kind: "product",
      id: text("head"),
      purchases: number("purchases"),
      baskets: number("baskets"),
      searches: number("searches"),
    }),
  );
  const productOf = (head: string): SeenProduct =>
    products.find(({ id }) => id === head) ?? {
      ...{ kind: "product", id: head, purchases: 0, baskets: 0, searches: 0 },
    };
  const query = behaviour === "searchBuy" ? await queryOf(connection, headA) : undefined;
  const [large] = await rowsOf("large-baskets");
  const [site] = await readRows(
    connection,
    `SELECT site FROM catalogue WHERE id = ${sqlText(headB)}`,
  );
  return {
    behaviour,
    site: site?.text("site") ?? "",
    a: query ?? productOf(headA),
    b: productOf(headB),
    isOneProduct: headA === headB,
    largeBaskets: large?.number("baskets") ?? 0,
    maximumBasket: config.coBuy.maximumBasket,
    near: (await rowsOf("partners")).map(({ text, textOrNull, number }) => ({
      of: text("head"),
      behaviour: text("behaviour") as Behaviour,
      headA: text("head_a"),
      headB: text("head_b"),
      query: textOrNull("text"),
      count: number("times"),
      stoppedBy: textOrNull("reason"),
    })),
  };
}

async function queryOf(
  connection: MinedRelations["connection"],
  id: string,
): Promise<SeenQuery | undefined> {
  const [row] = await readRows(
    connection,
    `SELECT text, reason, searches, customers FROM query_decisions WHERE id = ${sqlText(id)}`,
  );
  if (row === undefined) return undefined;
  const stoppedBy = row.textOrNull("reason");
  return {
    kind: "query",
    id: stoppedBy === null ? id : null,
    text: stoppedBy === null ? row.text("text") : null,
    stoppedBy,
    searches: row.number("searches"),
    customers: row.number("customers"),
  };
}
