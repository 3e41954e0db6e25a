// Draws kept claims for people to read and answer the five questions on.
//   node scripts/draw-labels.ts WORKSPACE DATA SEED SEARCH-BUYS CO-BUYS > claims.jsonl
// DATA says where the heads come from: sample-shop, bundlerec, or a shop's name. Each line is a label
// without annotator and answers, with the words of both heads beside it. A claim's weight is
// log(1 + f(tail)) / (pop(head A) pop(head B)), f being how often the tail was said and pop how many
// pairs a head is in, so that rare things are drawn more often (COSMO §4). Claims whose types or tail
// would stand on two sides of the split are passed over; the sides get their shares as far as they go,
// and training gets the rest.
import { claimOf, type Label, type Split } from "../src/annotation/label.ts";
import { splitShares, splitter } from "../src/annotation/split.ts";
import { openLookup } from "../src/app/show/lookup.ts";
import { countNames } from "../src/critic/critic.ts";
import { hashOf } from "../src/domain/hash.ts";
import { claims } from "../src/domain/tables/claims.ts";
import { pairs } from "../src/domain/tables/pairs.ts";
import { products } from "../src/domain/tables/products.ts";
import { queries } from "../src/domain/tables/queries.ts";
import { sqlParquet } from "../src/sql/sql.ts";
import { inWorkspace } from "./in-workspace.ts";

const [folder, data = "", seed = "1", ...counts] = process.argv.slice(2);
const [searchBuys = 0, coBuys = 0] = counts.map(Number);
if (data === "" || !/^\d+$/.test(seed) || !(searchBuys + coBuys > 0)) {
  console.error("Write: npm run --silent draw-labels -- WORKSPACE DATA SEED SEARCH-BUYS CO-BUYS");
  process.exit(2);
}
const guideline = 1;

await inWorkspace(folder, async (workspace) => {
  const lookup = await openLookup(workspace);
  const from = (table: Parameters<typeof lookup.files>[0]) => sqlParquet(lookup.files(table));
  const queryFiles = lookup.files(queries);
  if (lookup.files(claims).length === 0) {
    console.error("There are no claims to draw from yet: run `cosmo run refine` first.");
    process.exitCode = 1;
    return;
  }
  const rows = await workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(`
      WITH ends AS (
        SELECT head, count(*) AS pop
        FROM (SELECT headA AS head FROM ${from(pairs)} UNION ALL SELECT headB FROM ${from(pairs)})
        GROUP BY head
      ),
      said AS (
        SELECT tail, sum(support) AS times FROM ${from(claims)} WHERE kept GROUP BY tail
      )
      SELECT ln(1 + said.times) / (endA.pop * endB.pop) AS weight, claim.relation, claim.tail, claim.sentence, pair.behaviour,
        claim.support, claim.documentFrequency, claim.spread, pair.count AS pairCount, pair.lift,
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
      WHERE claim.kept
      ORDER BY
        -- Efraimidis and Spirakis (2006): the largest u^(1/weight) come first.
        ln((1 + ('0x' || substr(sha256(claim.id || '${seed}'), 1, 8))::BIGINT) / 4294967297.0)
          * endA.pop * endB.pop / ln(1 + said.times) DESC,
        claim.id`);
    return reader.getRowObjectsJS();
  });
  const sides = splitter();
  const wanted: Record<string, number> = { searchBuy: searchBuys, coBuy: coBuys };
  const drawn: { readonly behaviour: string; readonly split: Split; readonly line: string }[] = [];
  const model = workspace.configuration.languageModel;
  const madeBy = "model" in model ? String(model.model) : "SmolLM2-135M-Instruct";
  const seen = new Set<string>();
  for (const row of rows) {
    const text = (name: string): string => String(row[name] ?? "");
    const behaviour = text("behaviour") as Label["head"]["behaviour"];
    const types = [row["typeA"], row["typeB"]].filter((type) => type !== null).map(String);
    const split = sides.deal(types, text("tail"));
    if (split === null) continue;
    const words = [row["query"] === null ? text("titleA") : text("query"), text("titleB")];
    const head: Label["head"] =
      row["query"] === null
        ? { behaviour, products: [text("productA"), text("productB")] }
        : { behaviour, query: text("query"), products: [text("productB")] };
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
        countNames.flatMap((name) => (row[name] === null ? [] : [[name, Number(row[name])]])),
      ),
      shown: hashOf([words, text("sentence")]),
    };
    const claim = claimOf(line as Label);
    if (seen.has(claim)) continue;
    seen.add(claim);
    drawn.push({ behaviour, split, line: `${JSON.stringify({ ...line, words, types })}\n` });
  }
  for (const [behaviour, count] of Object.entries(wanted)) {
    const own = drawn.filter((one) => one.behaviour === behaviour);
    const first = splitShares.flatMap(([split, share]) =>
      own.filter((one) => one.split === split).slice(0, Math.round(share * count)),
    );
    const rest = own.filter((one) => !first.includes(one));
    for (const { line } of [...first, ...rest].slice(0, count)) process.stdout.write(line);
    if (own.length < count) {
      console.error(
        `Of ${count} ${behaviour} claims there were only ${own.length} that fit one side.`,
      );
    }
  }
});
