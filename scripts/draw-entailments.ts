// Draws claims that annotators found plausible of a product type, each with one product or query of the type, for
// people to read: does it hold here?
//   node scripts/draw-entailments.ts WORKSPACE SEED PRODUCTS QUERIES > sheet.jsonl
// Each line is a label without annotator and answers, with the words of its head beside it. Half of the products are
// hard ones: those of the type whose title is furthest from the claim, measured against the type's other titles, the
// furthest first. So are half of the queries: those whose purchases went least to the type. The rest is drawn evenly.
// The side of the split is that of the type's own label. What the sample's labels hold already is not drawn again.
import { openLookup } from "../src/app/show/lookup.ts";
import { hashOf } from "../src/domain/hash.ts";
import { type LabelRow, labels } from "../src/domain/tables/labels.ts";
import { pairs } from "../src/domain/tables/pairs.ts";
import { productTypes } from "../src/domain/tables/product-types.ts";
import { products } from "../src/domain/tables/products.ts";
import { queries } from "../src/domain/tables/queries.ts";
import { cosine } from "../src/encoder/cosine.ts";
import { readParquetTable } from "../src/sql/parquet-table.ts";
import { sqlFromFile } from "../src/sql/sql-file.ts";
import { typedProducts } from "../src/stage/typed-products.ts";
import { inWorkspace } from "./in-workspace.ts";

const [folder, seed = "1", productCount = "300", queryCount = "150"] = process.argv.slice(2);
const guideline = 1;

interface Head {
  readonly kind: "product" | "query";
  readonly type: string;
  readonly id: string;
  readonly words: string;
  /** Of a query: the share of its purchases that went to the type. */
  readonly share: number | null;
}

type Kind = "even" | "hard" | "query" | "hardQuery";

const halves = (count: number, easy: Kind, hard: Kind): Readonly<Record<string, number>> => ({
  [easy]: count - Math.ceil(count / 2),
  [hard]: Math.ceil(count / 2),
});

/** What names a labelled case. */
const caseOf = ({ relation, tail, typeB, productB, query }: LabelRow): string =>
  JSON.stringify([relation, tail, typeB, productB ?? query]);

await inWorkspace(folder, async (workspace, signal) => {
  const lookup = await openLookup(workspace);
  const rows = await Array.fromAsync(readParquetTable(workspace.sql, labels, lookup.files(labels)));
  const claims = rows.filter(
    ({ subject, round, answers }) =>
      subject === "productType" && round === 1 && answers["plausible"] === "yes",
  );
  const files = (table: Parameters<typeof lookup.files>[0]) => ({ files: lookup.files(table) });
  const typed = { products: files(products), productTypes: files(productTypes) };
  const select = sqlFromFile(new URL("./entailment-heads.sql", import.meta.url), {
    ...typed,
    typedProducts: typedProducts(typed),
    pairs: files(pairs),
    queries: files(queries),
  });
  const heads = await workspace.sql.use(
    async (connection) =>
      (await connection.runAndReadAll(select)).getRowObjectsJS() as unknown as readonly Head[],
  );
  const headsOf = Map.groupBy(heads, ({ type }) => type);
  const { encoder } = workspace.ports.critic;
  const texts = [
    ...new Set([...heads.map(({ words }) => words), ...claims.map(({ tail }) => tail)]),
  ];
  const encoded = await encoder.encode(texts, signal);
  const vectors = new Map(texts.map((text, place) => [text, encoded[place] ?? new Float32Array()]));
  const near = (one: string, other: string): number =>
    cosine(vectors.get(one) ?? new Float32Array(), vectors.get(other) ?? new Float32Array());
  const drawn = (claim: LabelRow, kind: Head["kind"]): readonly Head[] =>
    (headsOf.get((claim.typeB ?? "").toLowerCase()) ?? [])
      .filter((head) => head.kind === kind)
      .toSorted((a, b) => (order(claim, a) < order(claim, b) ? -1 : 1));
  const order = (claim: LabelRow, head: Head): string => hashOf([seed, claim.id, head.id]);
  const lines: { kind: Kind; hardness: number; order: string; line: string }[] = [];
  const known = new Set(rows.map(caseOf));
  const add = (claim: LabelRow, head: Head, kind: Kind, hardness = 0): void => {
    if (
      known.has(
        JSON.stringify([
          claim.relation,
          claim.tail,
          claim.typeB,
          head.kind === "product" ? head.id : head.words,
        ]),
      )
    )
      return;
    const { relation, tail, sentence, madeBy, data, split } = claim;
    const type = claim.typeB ?? "";
    const words = [type, head.words];
    const line = {
      data,
      head: head.kind === "product" ? { type, product: head.id } : { type, query: head.words },
      relation,
      tail,
      sentence,
      madeBy,
      guideline,
      split: split === "none" ? null : split,
      ...(head.share !== null && { measures: { share: head.share } }),
      shown: hashOf([words, sentence]),
      words,
      types: [type],
    };
    lines.push({ kind, hardness, order: order(claim, head), line: `${JSON.stringify(line)}\n` });
  };
  for (const claim of claims) {
    const [even, ...others] = drawn(claim, "product");
    if (even !== undefined) add(claim, even, "even");
    const mean =
      others.reduce((sum, { words }) => sum + near(claim.tail, words), 0) / others.length;
    const [hard] = others
      .map((head) => ({ head, less: mean - near(claim.tail, head.words) }))
      .toSorted((a, b) => b.less - a.less);
    if (hard !== undefined) add(claim, hard.head, "hard", hard.less);
    const [query, ...further] = drawn(claim, "query");
    if (query !== undefined) add(claim, query, "query");
    const [rare] = further.toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0));
    if (rare !== undefined) add(claim, rare, "hardQuery", 1 - (rare.share ?? 0));
  }
  const counts = {
    ...halves(Number(productCount), "even", "hard"),
    ...halves(Number(queryCount), "query", "hardQuery"),
  };
  for (const [kind, count] of Object.entries(counts)) {
    const own = lines
      .filter((one) => one.kind === kind)
      .toSorted((a, b) => b.hardness - a.hardness || (a.order < b.order ? -1 : 1));
    for (const { line } of own.slice(0, count)) process.stdout.write(line);
    if (own.length < count) console.error(`Of ${count} (${kind}) there were only ${own.length}.`);
  }
});
