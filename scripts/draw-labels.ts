// Draws kept claims for people to read and answer the five questions on.
//   node scripts/draw-labels.ts WORKSPACE DATA SEED SEARCH-BUYS CO-BUYS [PRODUCT-TYPES [RELATION]] > claims.jsonl
// With RELATION only claims of it: `… 0 0 100 usedWith` draws what purchases say of product types. DATA
// says where the heads come from: sample-shop, bundlerec, or a shop's name. Each line is a label without
// annotator and answers, with the words of its head beside it. The weight of a pair's claim is
// log(1 + f(tail)) / (pop(head A) pop(head B)), f being how often the tail was said and pop how many
// pairs a head is in, so that rare things are drawn more often (COSMO §4); that of a type's claim is
// log(1 + votes), so that what was said once does not crowd out the rest. Claims whose types or tail
// would stand on two sides of the split are passed over, also where labels that the workspace has put
// together hold them; the sides get their shares as far as they go, and training gets the rest.
import { claimOf, type Label, type Split } from "../src/annotation/label.ts";
import { type LabelHead, subjectOf } from "../src/annotation/label-head.ts";
import { splitShares, splitter } from "../src/annotation/split.ts";
import { labelledTypes } from "../src/annotation/worded-label.ts";
import { relationsFile } from "../src/app/relations-file.ts";
import { openLookup } from "../src/app/show/lookup.ts";
import { countNames, shownTitles } from "../src/critic/critic.ts";
import { hashOf } from "../src/domain/hash.ts";
import { claims } from "../src/domain/tables/claims.ts";
import { closedListMaker, labels, purchasesMaker } from "../src/domain/tables/labels.ts";
import { pairs } from "../src/domain/tables/pairs.ts";
import { productTypes } from "../src/domain/tables/product-types.ts";
import { products } from "../src/domain/tables/products.ts";
import { queries } from "../src/domain/tables/queries.ts";
import type { Subject } from "../src/domain/tables/scopes.ts";
import { chosenRelations } from "../src/relations/chosen-relations.ts";
import { readRelations } from "../src/relations/relation.ts";
import { readParquetTable } from "../src/sql/parquet-table.ts";
import { sqlParquet, sqlText } from "../src/sql/sql.ts";
import { splittingTail } from "../src/text/splitting-tail.ts";
import { inWorkspace } from "./in-workspace.ts";

const [folder, data = "", seed = "1", ...counts] = process.argv.slice(2);
const [searchBuys = 0, coBuys = 0, types = 0] = counts.slice(0, 3).map(Number);
const ofRelation = counts[3] === undefined ? "true" : `claim.relation = ${sqlText(counts[3])}`;
if (data === "" || !/^\d+$/.test(seed) || !(searchBuys + coBuys + types > 0)) {
  console.error(
    "Write: npm run --silent draw-labels -- WORKSPACE DATA SEED SEARCH-BUYS CO-BUYS [PRODUCT-TYPES [RELATION]]",
  );
  process.exit(2);
}
const guideline = 1;

await inWorkspace(folder, async (workspace) => {
  const relationSet = await readRelations(relationsFile(workspace.folder, workspace.configuration));
  chosenRelations(relationSet, counts[3] === undefined ? null : [counts[3]]);
  const lookup = await openLookup(workspace);
  const from = (table: Parameters<typeof lookup.files>[0]) => sqlParquet(lookup.files(table));
  const queryFiles = lookup.files(queries);
  const typeFiles = lookup.files(productTypes);
  if (lookup.files(claims).length === 0) {
    console.error("There are no claims to draw from yet: run `cosmo run refine` first.");
    process.exitCode = 1;
    return;
  }
  // Efraimidis and Spirakis (2006): the largest u^(1/weight) come first; they keep their order under a logarithm.
  const chance = `ln((1 + ('0x' || substr(sha256(claim.id || '${seed}'), 1, 8))::BIGINT) / 4294967297.0)`;
  const counted =
    "len(list_filter(claim.calls, lambda call: NOT starts_with(call, 'list_'))) = 0 AS listed, len(list_filter(claim.calls, lambda call: NOT starts_with(call, 'behaviour_'))) = 0 AS bought, claim.support, claim.votes, claim.documentFrequency, claim.spread";
  const rowsOf = (select: string) =>
    workspace.sql.use(async (connection) =>
      (await connection.runAndReadAll(select)).getRowObjectsJS(),
    );
  const ofPairs =
    searchBuys + coBuys === 0
      ? []
      : await rowsOf(`
      WITH ends AS (
        SELECT head, count(*) AS pop
        FROM (SELECT headA AS head FROM ${from(pairs)} UNION ALL SELECT headB FROM ${from(pairs)})
        GROUP BY head
      ),
      said AS (
        SELECT tail, sum(support) AS times FROM ${from(claims)} WHERE kept AND scope = 'pair' GROUP BY tail
      )
      SELECT ln(1 + said.times) / (endA.pop * endB.pop) AS weight, claim.relation, claim.tail, claim.sentence, pair.behaviour,
        ${counted}, pair.count AS pairCount, pair.lift,
        query.text AS query, a.id AS productA, a.title AS titleA, a.productType AS typeA,
        b.id AS productB, b.title AS titleB, b.productType AS typeB
      FROM ${from(claims)} AS claim
      JOIN ${from(pairs)} AS pair ON pair.id = claim.head
      JOIN said ON said.tail = claim.tail
      JOIN ends AS endA ON endA.head = pair.headA
      JOIN ends AS endB ON endB.head = pair.headB
      LEFT JOIN ${queryFiles.length > 0 ? sqlParquet(queryFiles) : "(SELECT '' AS id, '' AS text)"} AS query
        ON query.id = pair.headA
      LEFT JOIN ${from(products)} AS a ON a.id = pair.headA
      JOIN ${from(products)} AS b ON b.id = pair.headB
      WHERE claim.kept AND ${ofRelation}
      ORDER BY
        ${chance} * endA.pop * endB.pop / ln(1 + said.times) DESC,
        claim.id`);
  const ofTypes =
    types === 0 || typeFiles.length === 0
      ? []
      : await rowsOf(`
      SELECT ln(1 + claim.votes) AS weight, claim.relation, claim.tail, claim.sentence, ${counted},
        concat_ws(' ', type.attribute, type.name) AS type, type.name AS plainType, type.titles[1:${shownTitles}] AS titles,
         type.domain
      FROM ${from(claims)} AS claim
      JOIN ${sqlParquet(typeFiles)} AS type ON starts_with(claim.scope, 'product-type') AND type.id = claim.head
      WHERE claim.kept AND ${ofRelation}
      ORDER BY ${chance} / ln(1 + claim.votes) DESC, claim.id`);
  const sides = splitter();
  for await (const row of readParquetTable(workspace.sql, labels, lookup.files(labels))) {
    const { split } = row;
    if (split !== null && split !== "none")
      sides.keep(labelledTypes(row), splittingTail(row), split);
  }
  const wanted: Readonly<Partial<Record<Subject, number>>> = {
    searchBuy: searchBuys,
    coBuy: coBuys,
    productType: types,
  };
  const drawn: { readonly subject: Subject; readonly split: Split; readonly line: string }[] = [];
  const model = workspace.configuration.languageModel;
  const modelName = "model" in model ? String(model.model) : "SmolLM2-135M-Instruct";
  const seen = new Set<string>();
  for (const row of [...ofPairs, ...ofTypes]) {
    const text = (name: string): string => String(row[name] ?? "");
    const { head, words, types } = headIn(row);
    const madeBy = makerOf(row, modelName);
    const split = sides.deal(
      types,
      splittingTail({ madeBy, tail: text("tail"), typeB: types[0] ?? null }),
    );
    if (split === null) continue;
    const line: Omit<Label, "annotator" | "annotatorKind" | "answers" | "round"> = {
      data,
      head,
      relation: text("relation"),
      tail: text("tail"),
      sentence: text("sentence"),
      madeBy,
      guideline,
      split,
      weight: Number(row["weight"]),
      measures: Object.fromEntries(
        countNames.flatMap((name) => (row[name] == null ? [] : [[name, Number(row[name])]])),
      ),
      shown: hashOf([words, text("sentence")]),
    };
    const claim = claimOf(line);
    if (seen.has(claim)) continue;
    seen.add(claim);
    drawn.push({
      subject: subjectOf(head),
      split,
      line: `${JSON.stringify({ ...line, words, types })}\n`,
    });
  }
  for (const [subject, count] of Object.entries(wanted)) {
    const own = drawn.filter((one) => one.subject === subject);
    const first = splitShares.flatMap(([split, share]) =>
      own.filter((one) => one.split === split).slice(0, Math.round(share * count)),
    );
    const rest = own.filter((one) => !first.includes(one));
    for (const { line } of [...first, ...rest].slice(0, count)) process.stdout.write(line);
    if (own.length < count) {
      console.error(
        `Of ${count} ${subject} claims there are only ${own.length}: those whose types or tail would stand on two sides of the split (docs/stages/labels.md) are passed over.`,
      );
    }
  }
});

function makerOf(row: Readonly<Record<string, unknown>>, modelName: string): string {
  if (row["listed"] === true) return closedListMaker;
  return row["bought"] === true ? purchasesMaker : modelName;
}

interface DrawnHead {
  readonly head: LabelHead;
  readonly words: readonly string[];
  readonly types: readonly string[];
}

function headIn(row: Readonly<Record<string, unknown>>): DrawnHead {
  const text = (name: string): string => String(row[name] ?? "");
  if ("titles" in row) {
    const titles = (row["titles"] as unknown[]).map(String);
    const type = text("type");
    const domain = row["domain"] === null ? {} : { domain: text("domain") };
    // A type with an attribute stands on the side of the type.
    return {
      head: { type, titles, ...domain },
      words: [type, ...titles],
      types: [text("plainType")],
    };
  }
  const types = [row["typeA"], row["typeB"]].filter((type) => type !== null).map(String);
  return row["query"] === null
    ? {
        head: { behaviour: "coBuy", products: [text("productA"), text("productB")] },
        words: [text("titleA"), text("titleB")],
        types,
      }
    : {
        head: { behaviour: "searchBuy", query: text("query"), products: [text("productB")] },
        words: [text("query"), text("titleB")],
        types,
      };
}
