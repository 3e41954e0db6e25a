import { z } from "zod";
import { integer, json, nullable, oneOf, real, text, timestamp } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";
import { behaviours } from "./pairs.ts";
import { scopes } from "./scopes.ts";

export const nodes = defineTable("nodes", "Intents: what tails mean, each thing once.", ["id"], {
  id: text(
    "Opaque. The same as long as the canonicaliser is; a later one is to move aliases, not ids.",
  ),
  wording: text("The canonical wording: the surface with the most support."),
  normalForm: text("What surfaces of this node have in common."),
});

export const aliases = defineTable(
  "aliases",
  "Every surface text that leads to a node; many surfaces may lead to one.",
  ["surface"],
  {
    surface: text("The tail as it was claimed."),
    node: text("Id of the node."),
    normalForm: text("The normal form that leads from the surface to the node."),
    by: text("What joined them: the canonicaliser with its version, or `person`: a setting."),
    since: nullable(timestamp("Time of the first behaviour behind the surface; null: of none.")),
  },
);

export const assertions = defineTable(
  "assertions",
  "A kept claim and the node that its tail became.",
  ["claim"],
  {
    claim: text("Id of the claim."),
    scope: oneOf(scopes, "What it is asserted of."),
    type: nullable(
      text(
        "Id of the product type, of one with an attribute that of the type itself; null for a pair and a query.",
      ),
    ),
    attribute: nullable(
      text(
        "Of which products of the type it is asserted; null: of all, and for a pair and a query.",
      ),
    ),
    behaviour: nullable(oneOf(behaviours, "The behaviour explained; null unless it is of a pair.")),
    pair: nullable(text("Id of the pair; null unless it is of one.")),
    headA: nullable(
      text("Query id or product id of the pair, or the query that it is of; null for a type."),
    ),
    headB: nullable(text("Product id of the pair; null unless it is of one.")),
    relation: text("Name of the relation."),
    node: text("Id of the node."),
    support: integer("How many answers said it."),
    pairCount: nullable(integer("How often the behaviour was seen; null unless it is of a pair.")),
    plausibility: nullable(real("By the critic, 0 to 1; null while no critic has judged it.")),
    typicality: nullable(real("By the critic, 0 to 1; null while no critic has judged it.")),
    firstSeen: nullable(timestamp("First event behind the pair; null unless it is of one.")),
    lastSeen: nullable(timestamp("Last event behind the pair; null unless it is of one.")),
  },
);

export const edges = defineTable(
  "edges",
  "What is served: the assertions of one product or query with one relation and node, and those carried to it from product types, pooled.",
  ["id"],
  {
    id: text("Hash of head, relation and node."),
    headKind: oneOf(["product", "query"], "What the head is."),
    head: text("Product id or query id."),
    relation: text("Name of the relation."),
    node: text("Id of the node."),
    pairs: integer("Distinct pairs behind it."),
    types: integer("Product types behind it, whose assertions were carried to the head."),
    support: integer("Answers behind it."),
    evidence: integer(
      "Independent evidence behind it: pairs whose other ends are of one product type are one, and so is a type, and what was said of the query alone.",
    ),
    score: nullable(real("Pooled plausibility, 0 to 1; null while no critic has judged it.")),
    typicality: nullable(real("Pooled typicality, 0 to 1; null while no critic has judged it.")),
    policyClass: nullable(text("What serving policy applies; null: none.")),
    byMonth: json(z.record(z.string(), z.int()), "Behaviour count by month, YYYY-MM."),
    firstSeen: nullable(timestamp("First event behind its pairs; null where it has none.")),
    lastSeen: nullable(timestamp("Last event behind it; null as before.")),
  },
);

export const heads = defineTable(
  "heads",
  "What knowledge can be asked for: the products and gated queries that a graph was made from.",
  ["id"],
  {
    id: text("Product id or query id."),
    kind: oneOf(["product", "query"], "What the head is."),
    site: text("The shop or marketplace."),
    locale: text("BCP 47 tag."),
    words: text("The product's title, or the query's normalised text."),
    sku: nullable(text("The shop's own product id; null for a query.")),
    productType: nullable(text("What the product is; null where unknown, and for a query.")),
    domain: nullable(text("The product's department; null for a query.")),
    countedAs: text(
      "The head that has its edges: of variants of one parent, one; of a query without edges that says the same as another, that one; else itself.",
    ),
  },
);

export type GraphNode = RowOf<typeof nodes>;
export type Alias = RowOf<typeof aliases>;
export type Assertion = RowOf<typeof assertions>;
export type Edge = RowOf<typeof edges>;
export type GraphHead = RowOf<typeof heads>;
