import type { Relation } from "./relation.ts";

/** Those relations in which queries and pairs are asked about. */
export const pairRelations = (relations: readonly Relation[]): readonly Relation[] =>
  relations.filter(({ searchBuy, coBuy }) => searchBuy !== undefined && coBuy !== undefined);
