import { nullable, real, text } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const judgements = defineTable(
  "judgements",
  "How well a product fits a query, as people judged it: one row per query and product. Read by evaluation and by `cosmo run relevance`; no stage reads them.",
  ["id"],
  {
    id: text("Hash of site, locale, query and product: the same wherever it was judged."),
    site: text("The shop or marketplace; `default` where a source has one only."),
    locale: text("BCP 47 tag of the query's language, such as en-US."),
    query: text("The words that were judged, Unicode-normalised."),
    sku: nullable(text("The product's id; null: the source knows it by its words alone.")),
    title: nullable(text("The product's title; null: the source knows it by its id alone.")),
    description: nullable(text("What the shop says of the product.")),
    bullets: nullable(text("The same in points, one behind the other.")),
    brand: nullable(text("The product's brand.")),
    colour: nullable(text("The product's colour.")),
    label: nullable(text("The class by the source's own name; null where it gives a grade.")),
    grade: nullable(real("A number, better where higher; null where the source gives a class.")),
    spread: nullable(real("How far the raters were apart, as the source reckons it: a variance.")),
    split: nullable(text("The side on which the source puts the row, such as train or test.")),
  },
);

export type Judgement = RowOf<typeof judgements>;
