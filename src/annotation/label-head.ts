import { z } from "zod";
import type { LabelRow } from "../domain/tables/labels.ts";
import { behaviours } from "../domain/tables/pairs.ts";
import type { Subject } from "../domain/tables/scopes.ts";

const text = z.string().min(1);

/** What a label is about. Products are ids of the table `products`. */
export const labelHeadSchema = z.union(
  [
    z.strictObject({
      behaviour: z.enum(behaviours),
      /** searchBuy: the query, normalised. */
      query: text.optional(),
      /** searchBuy: the product bought; coBuy: the two, in order of id. */
      products: z.array(text).min(1).max(2),
    }),
    /** All products of a type, with the titles that were shown as examples, and the department of most of them. */
    z.strictObject({ type: text, titles: z.array(text).min(1), domain: text.optional() }),
    /** One product of the type of which the claim is true. */
    z.strictObject({ type: text, product: text }),
    /** A query for the type of which the claim is true; normalised. */
    z.strictObject({ type: text, query: text }),
  ],
  {
    error:
      "must be a behaviour with its products, a type with titles, a type with a product, or a type with a query",
  },
);

export type LabelHead = z.infer<typeof labelHeadSchema>;

export function subjectOf(head: LabelHead): Subject {
  if ("behaviour" in head) return head.behaviour;
  if ("product" in head) return "product";
  return "query" in head ? "query" : "productType";
}

/** What tells heads apart: two spellings of a type are one, whatever titles and domain stand with it. */
export const headParts = (head: LabelHead): readonly unknown[] => {
  if ("behaviour" in head) return [head.behaviour, head.query ?? null, head.products];
  const type = head.type.toLowerCase();
  if ("product" in head) return ["product", type, head.product];
  return "query" in head ? ["query", type, head.query] : ["productType", type];
};

/** What a row of the table `labels` says of the head, without words of a catalogue. */
export function headColumns(
  head: LabelHead,
): Pick<LabelRow, "query" | "productA" | "productB" | "typeB" | "titles" | "domain"> {
  const none = { query: null, productA: null, productB: null, titles: [], domain: null };
  if (!("behaviour" in head)) {
    const ofType = { ...none, typeB: head.type };
    if ("product" in head) return { ...ofType, productB: head.product };
    if ("query" in head) return { ...ofType, query: head.query };
    return { ...ofType, titles: head.titles, domain: head.domain ?? null };
  }
  const [first = "", second] = head.products;
  return {
    ...none,
    query: head.query ?? null,
    productA: second === undefined ? null : first,
    productB: second ?? first,
    typeB: null,
  };
}
