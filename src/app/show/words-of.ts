import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { queries } from "../../domain/tables/queries.ts";
import type { Lookup } from "./lookup.ts";

/** The words of a head: a query's text, a product's title or a type's name with its attribute. */
export async function wordsOf(lookup: Lookup, head: string): Promise<string> {
  if (head.startsWith("query_")) return (await lookup.one(queries, "id", head))?.text ?? head;
  if (head.startsWith("type_")) {
    const type = await lookup.one(productTypes, "id", head);
    return type ? typeWords(type) : head;
  }
  return (await lookup.one(products, "id", head))?.title ?? head;
}
