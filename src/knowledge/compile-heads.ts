import type { SqlConnection } from "../sql/sql.ts";
import { normalForm } from "../text/normal-form.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type HeadRow, writeHead, writeHeadPlace } from "./head-row.ts";
import { headWords } from "./head-words.ts";
import type { WriteDatabase } from "./index-database.ts";
import { idKey, numberKey } from "./index-keys.ts";
import { formKey } from "./query-form.ts";
import { streamRows } from "./stream-rows.ts";

type NumberedHead = readonly [
  number: number,
  kind: HeadRow["kind"],
  countedAs: number,
  edges: number,
  id: string,
  site: string,
  locale: string,
  words: string,
  sku: string | null,
  productType: string | null,
  domain: string | null,
];

/** Heads by number, by id and by sku. Their words and normal forms go into the temporary tables. */
export async function compileHeads(
  connection: SqlConnection,
  database: WriteDatabase,
  signal: AbortSignal,
): Promise<number> {
  const writer = new ByteWriter();
  const words = await connection.createAppender("words", null, "temp");
  const forms = await connection.createAppender("forms", null, "temp");
  const rows = streamRows<NumberedHead>(
    connection,
    `SELECT head.number, head.kind, counted.number, head.edges, head.id, head.site, head.locale,
       head.words, head.sku, head.productType, head.domain
     FROM head_numbers AS head
     JOIN head_numbers AS counted ON counted.id = head.countedAs
     ORDER BY head.number`,
    signal,
  );
  let count = 0;
  for await (const [number, kind, countedAs, edges, id, site, locale, text, ...product] of rows) {
    const [sku, productType, domain] = product;
    const head = {
      kind,
      countedAs,
      edges,
      id,
      site,
      locale,
      words: text,
      sku,
      productType,
      domain,
    };
    database.put("heads", numberKey(number), writeHead(writer, head));
    for (const word of new Set([...headWords(text), ...headWords(sku ?? "")])) {
      words.appendVarchar(word);
      words.appendUInteger(number);
      words.endRow();
    }
    // A query of which nothing is known answers nobody.
    if (kind === "query" && edges > 0) {
      forms.appendVarchar(formKey(site, locale, normalForm(text)));
      forms.appendUInteger(number);
      forms.endRow();
    }
    count += 1;
  }
  words.closeSync();
  forms.closeSync();
  await compileHeadPlaces(connection, database, signal);
  return count;
}

async function compileHeadPlaces(
  connection: SqlConnection,
  database: WriteDatabase,
  signal: AbortSignal,
): Promise<void> {
  const writer = new ByteWriter();
  type Place = readonly [key: string, number: number, countedAs: number, edges: number];
  const places = streamRows<Place>(
    connection,
    `SELECT head.id, head.number, counted.number, head.edges
     FROM head_numbers AS head
     JOIN head_numbers AS counted ON counted.id = head.countedAs
     ORDER BY head.id`,
    signal,
  );
  for await (const [id, number, countedAs, edges] of places) {
    database.put("headsById", idKey(id), writeHeadPlace(writer, { number, countedAs, edges }));
  }
  // A sku that came to name another thing has an id with the number of the epoch behind it; the last holds.
  const skus = streamRows<Place>(
    connection,
    `SELECT head.site || '/' || head.sku AS key, head.number, counted.number, head.edges
     FROM head_numbers AS head
     JOIN head_numbers AS counted ON counted.id = head.countedAs
     WHERE head.kind = 'product' AND head.sku IS NOT NULL
     QUALIFY row_number() OVER (
       PARTITION BY head.site, head.sku
       ORDER BY try_cast(substr(head.id, length(head.site || '/' || head.sku) + 2) AS BIGINT)
         DESC NULLS LAST, head.id
     ) = 1
     ORDER BY key, head.number`,
    signal,
  );
  for await (const [key, number, countedAs, edges] of skus) {
    database.put("productsBySku", idKey(key), writeHeadPlace(writer, { number, countedAs, edges }));
  }
  const forms = streamRows<readonly [form: string, number: number]>(
    connection,
    "SELECT form, min(number) FROM forms GROUP BY form ORDER BY form",
    signal,
  );
  for await (const [form, number] of forms) {
    database.put("queriesByForm", idKey(form), numberKey(number));
  }
}
