import { z } from "zod";
import { integer, json, nullable, text, texts, timestamp } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";

export const products = defineTable(
  "products",
  "What the shop sells, one row per sku and epoch.",
  ["id"],
  {
    id: text("`site/sku`, with `@epoch` behind it from the second epoch on."),
    site: text("The shop or marketplace; `default` where a source has one only."),
    sku: text("The shop's own product id."),
    epoch: integer("Starts at 1 and rises when the sku starts to name another thing."),
    parent: nullable(text("What colours and sizes of one thing share; mining counts parents.")),
    title: text("The title as the shop writes it, Unicode-normalised."),
    titleHash: text("SHA-256 of the title: tells a changed text without comparing it."),
    productType: nullable(
      text(
        "What the thing is: umbrella, chair. Null where neither the source says it nor `classify` is sure enough.",
      ),
    ),
    domain: text("The department, such as Sports & Outdoors; Others where unknown."),
    categoryPath: texts("From the broadest category to the narrowest."),
    attributes: json(z.record(z.string(), z.string()), "Name to value, as imported."),
    locale: text("BCP 47 tag of the title's language, such as en-US."),
    validFrom: nullable(timestamp("When this epoch began; null: always.")),
    validTo: nullable(timestamp("When it ended; null: it still holds.")),
  },
);

export type Product = RowOf<typeof products>;
