import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../../src/domain/hash.ts";
import { productId, queryId } from "../../src/domain/ids.ts";
import type { Product } from "../../src/domain/tables/products.ts";
import type { Query } from "../../src/domain/tables/queries.ts";
import type { QueryProduct } from "../../src/domain/tables/query-products.ts";
import { type Sql, sqlText } from "../../src/sql/sql.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";

/** Queries that people typed, with the products that people put to them, and the catalogue's titles. */
export interface RealQueries {
  readonly log: string;
  readonly queries: readonly Query[];
  readonly queryProducts: readonly QueryProduct[];
  readonly products: readonly Product[];
}

interface Source {
  readonly log: string;
  /** Below the folder of the data. */
  readonly files: readonly string[];
  /** Rows of `text`, `product`, `title`: what stands for a choice of the product after the text. */
  select(...files: readonly string[]): string;
}

const csv = (file: string): string =>
  `read_csv(${sqlText(file)}, header = true, all_varchar = true)`;

const bundles = (department: string): Source => ({
  log: `bundlerec/${department}`,
  files: ["bundle_intent", "bundle_item", "item_titles"].map(
    (name) => `bundles/${department}_${name}.csv.gz`,
  ),
  select: (intents = "", items = "", titles = "") =>
    `SELECT intent.intent AS text, item."item ID" AS product, title.titles AS title
     FROM ${csv(intents)} AS intent
     JOIN ${csv(items)} AS item ON item."bundle ID" = intent."bundle ID"
     JOIN ${csv(titles)} AS title ON title."item ID" = item."item ID"`,
});

const sources: readonly Source[] = [
  {
    log: "homedepot",
    files: ["homedepot/judgements.csv.gz"],
    // From 2.33 of 3 on most of its judges found the product relevant.
    select: (file = "") =>
      `SELECT search_term AS text, product_uid AS product, product_title AS title,
         CAST(relevance AS DOUBLE) >= 2.33 AS isChosen
       FROM ${csv(file)}`,
  },
  {
    log: "esci",
    files: ["esci/judgements.jsonl.gz"],
    select: (file = "") =>
      `SELECT query AS text, product_id AS product, product_title AS title, esci_label = 'E' AS isChosen
       FROM read_json(${sqlText(file)}, format = 'newline_delimited')`,
  },
  bundles("clothing"),
  bundles("electronic"),
  bundles("food"),
];

/** Each set whose files are there. */
export async function* realQueries(sql: Sql, folder: string): AsyncGenerator<RealQueries> {
  for (const { log, files, select } of sources) {
    const paths = files.map((file) => join(folder, file));
    if (!paths.every((path) => existsSync(path))) continue;
    const rows = await sql.use(async (connection) =>
      (await connection.runAndReadAll(`SELECT * FROM (${select(...paths)})`)).getRowObjectsJson(),
    );
    yield gathered(log, rows);
  }
}

function gathered(log: string, rows: readonly Readonly<Record<string, unknown>>[]): RealQueries {
  const queries = new Map<string, Query>();
  const chosen = new Map<string, QueryProduct>();
  const products = new Map<string, Product>();
  for (const { text: typed, product, title, isChosen = true } of rows) {
    const text = normaliseQuery(String(typed));
    const id = queryId(log, "en-US", text);
    if (text === "") continue;
    const searches = 1 + (queries.get(id)?.searches ?? 0);
    const counted = { customers: searches, searches, typeEntropy: null };
    queries.set(id, { id, site: log, locale: "en-US", text, ...counted });
    const sku = String(product);
    products.set(sku, productOf(log, sku, String(title)));
    if (isChosen !== true) continue;
    const key = `${id} ${sku}`;
    const clicks = 1 + (chosen.get(key)?.clicks ?? 0);
    chosen.set(key, { query: id, product: productId(log, sku, 1), clicks, purchases: 0 });
  }
  return {
    log,
    queries: [...queries.values()],
    queryProducts: [...chosen.values()],
    products: [...products.values()],
  };
}

export const productOf = (site: string, sku: string, title: string): Product => ({
  ...{ id: productId(site, sku, 1), site, sku, epoch: 1, parent: null },
  ...{ title, titleHash: hashOf(title), productType: null, domain: "Others" },
  ...{ categoryPath: [], attributes: {}, locale: "en-US", validFrom: null, validTo: null },
});
