import { sqlText } from "../../sql/sql.ts";

/**
 * SQL order of products that go by a name in any case: the one of this id, those whose sku or title is written exactly so, then the others; of
 * one sku the latest first.
 */
export const writtenSo = (name: string): string =>
  `id = ${sqlText(name)} DESC, sku = ${sqlText(name)} DESC, title = ${sqlText(name)} DESC, epoch DESC, id`;
