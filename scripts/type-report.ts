// How many types that the stage `classify` works out are right, and whether its confidence says so, on products whose type is
// known and was taken away. Prints one JSON document. Minutes.
//   node scripts/type-report.ts [--data FOLDER] [--encoder WORKSPACE] [--fit]
// --data: a folder with BundleRec's files in bundles/; default ../shared/data. --encoder: a workspace whose encoder compares titles;
// without it clusters are left out. --fit: prints, instead, the weights of src/classification/confidence.ts as they are fitted.
// BundleRec's truth is its category paths, which the stage is not shown. Settings were chosen, and weights fitted, on the half
// `tuning` of the products of each department, or of the sample shop's types; rows are of the half `report`.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import { datasetOf } from "../src/artifact/dataset.ts";
import { openStore } from "../src/artifact/store.ts";
import { categoryNames } from "../src/classification/category-name.ts";
import { classifyConfig } from "../src/classification/classify-stage.ts";
import { decideTypes, matchRules } from "../src/classification/decide-types.ts";
import { titleWords } from "../src/classification/title-words.ts";
import {
  type JudgedType,
  type KnownType,
  knownType,
  typeAccuracy,
  typeControls,
} from "../src/classification/type-accuracy.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { type Product, products } from "../src/domain/tables/products.ts";
import type { Encoder } from "../src/encoder/encoder.ts";
import { isBundleFile } from "../src/intake/bundlerec/bundle-files.ts";
import { readBundleProducts } from "../src/intake/bundlerec/read-bundle-products.ts";
import { findFiles } from "../src/intake/files/find-files.ts";
import { fitLogisticRegression } from "../src/learning/logistic-regression.ts";
import { marketShops } from "../src/simulation/market-shop.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { shopProducts } from "../src/simulation/shop-products.ts";
import { openSql } from "../src/sql/sql.ts";
import { seededRank } from "../src/statistics/seeded-sample.ts";
import { fourDigits } from "./four-digits.ts";
import { inWorkspace } from "./in-workspace.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    encoder: { type: "string" },
    fit: { type: "boolean", default: false },
  },
});
const seed = 1;
const { signal } = new AbortController();

/** Products with what they are known to be, and by what they are halved. */
interface Known {
  readonly product: Product;
  readonly known: KnownType;
  readonly half: "tuning" | "report";
  /** Whether at least half of its category's titles say the category's noun: then it is a word of shoppers. */
  readonly isSpoken: boolean;
}

const halfOf = (key: string): Known["half"] => (seededRank(seed, key) < "8" ? "tuning" : "report");

async function bundles(folder: string): Promise<ReadonlyMap<string, readonly Known[]>> {
  const options = {
    ...{
      format: "bundlerec" as const,
      map: {},
      notProducts: new Set<string>(),
      site: null,
      dateOrder: null,
      encoding: null,
    },
    ...{ locale: "en-US", timeZone: "UTC", notice() {} },
  };
  const rows: Product[] = [];
  const files = await findFiles([folder], isBundleFile);
  for await (const batch of readBundleProducts(files, options, signal)) {
    for (const item of batch) if ("row" in item) rows.push(item.row);
  }
  const withPath = rows.filter(({ categoryPath }) => categoryPath.length > 1);
  const spoken = spokenPaths(withPath);
  const known = withPath.map((product) => {
    const { categoryPath: path, id } = product;
    return {
      product: { ...product, productType: null },
      known: knownType([path.at(-1) ?? ""], path.slice(2)),
      half: halfOf(id),
      isSpoken: spoken.has(path.join(" > ")),
    };
  });
  return Map.groupBy(known, ({ product }) => `bundlerec/${product.sku.split("-")[0]}`);
}

function spokenPaths(rows: readonly Product[]): ReadonlySet<string> {
  const groups = Map.groupBy(rows, ({ categoryPath }) => categoryPath.join(" > "));
  return new Set(
    [...groups].flatMap(([path, own]) => {
      const nouns = categoryNames(own[0]?.categoryPath.at(-1) ?? "").map(({ key }) => key);
      const said = own.map(({ title }) => new Set(titleWords(title, "").map(({ key }) => key)));
      const isSpoken = nouns.some(
        (noun) => 2 * said.filter((words) => words.has(noun)).length >= own.length,
      );
      return own.length >= 5 && isSpoken ? [path] : [];
    }),
  );
}

async function sampleShop(): Promise<readonly Known[]> {
  const shop = await readShop(sampleShopFolder);
  const markets = marketShops(shop, null, shop.simulation.log.seed);
  const rows = markets.flatMap((market) => [...shopProducts(market, shop.simulation.log.from)]);
  return rows.map((product) => ({
    product: { ...product, productType: null },
    known: knownType([product.productType ?? ""]),
    half: halfOf(product.productType ?? ""),
    isSpoken: true,
  }));
}

const withoutPath = (product: Product): Product => ({ ...product, categoryPath: [] });

await withClearErrors(async () => {
  const folder = await mkdtemp(join(tmpdir(), "cosmo-types-"));
  const sql = await openSql({ threads: 2, memoryLimit: "2GB", temporaryFolder: folder });
  try {
    const store = openStore(join(folder, "store"), sql);
    const bundleFolder = join(values.data, "bundles");
    const real = existsSync(bundleFolder) ? await bundles(bundleFolder) : new Map();
    const shop = await sampleShop();

    /** Rows of a query after the stage's work on a catalogue. */
    const decided = async (
      rows: readonly Product[],
      select: string,
      { encoder, typeConfidence }: { encoder?: Encoder | undefined; typeConfidence?: number } = {},
    ) => {
      const fill = async (draft: { write(row: Product): void }) => rows.forEach(draft.write);
      const part = await store.part({ table: products, name: "all", inputs: rows, fill });
      const files = store.files(datasetOf("products", [part]));
      return sql.use(async (connection) => {
        await matchRules(connection, { files }, []);
        const config = classifyConfig.parse({
          ...(typeConfidence !== undefined && { typeConfidence }),
        });
        await decideTypes(connection, {
          ...config,
          ...{ encoder, signal, progress: silentProgress },
        });
        return (await connection.runAndReadAll(select)).getRowObjectsJson();
      });
    };

    if (values.fit) {
      console.log(JSON.stringify(await fitted(decided, real, shop), undefined, 2));
      return;
    }

    const assigned = "SELECT product, type, source, confidence FROM assigned_types";
    const rowOf = async (
      data: string,
      way: string,
      all: readonly Known[],
      rows: readonly Product[],
      encoder?: Encoder,
    ) => {
      console.error(`${data}, ${way}`);
      const found = new Map(
        (await decided(rows, assigned, { encoder })).map((row) => [String(row["product"]), row]),
      );
      const judge = (some: readonly Known[]): readonly JudgedType[] =>
        some.flatMap(({ product, known }) => {
          const { type = null, source, confidence } = found.get(product.id) ?? {};
          if (source === "given") return [];
          return [{ type: type as string | null, confidence: Number(confidence), known }];
        });
      const held = all.filter(({ half }) => half === "report");
      const sources = Map.groupBy(held, ({ product }) => String(found.get(product.id)?.["source"]));
      return {
        ...{ data, way },
        ...typeAccuracy(judge(held)),
        bySource: Object.fromEntries(
          [...sources].map(([source, own]) => {
            const { products: count, strict, sameNoun } = typeAccuracy(judge(own));
            return [source, { products: count, strict, sameNoun }];
          }),
        ),
        ...(held.some(({ isSpoken }) => !isSpoken) && {
          ofSpokenCategories: typeAccuracy(judge(held.filter(({ isSpoken }) => isSpoken))),
        }),
      };
    };

    const report = async (encoder: Encoder | undefined) => {
      const rows = [];
      const controls = [];
      for (const [data, all] of [...real, ["sample-shop", shop]] as [string, readonly Known[]][]) {
        const bare = all.map(({ product }) => withoutPath(product));
        const held = all.filter(({ half }) => half === "report");
        const nouns = all.map(({ known }) => [...known.names][0] ?? "");
        const judged = held.map(({ known }) => ({ type: null, confidence: 0, known }));
        controls.push({ data, ...typeControls(judged, nouns, seed) });
        rows.push(await rowOf(data, "title", all, bare));
        const halfGiven = all.map(({ product, known, half }) => ({
          ...withoutPath(product),
          productType: half === "tuning" ? ([...known.names][0] ?? null) : null,
        }));
        rows.push(await rowOf(data, "title, half of the types given", all, halfGiven));
        if (encoder !== undefined) {
          rows.push(await rowOf(data, "title and clusters", all, bare, encoder));
        }
        if (data === "sample-shop") {
          const whole = all.map(({ product }) => product);
          rows.push(await rowOf(data, "category and title", all, whole));
        }
      }
      const absent = real.size === 0 ? { absent: bundleFolder } : {};
      console.log(JSON.stringify({ seed, ...absent, rows, controls }, fourDigits, 2));
    };
    if (values.encoder === undefined) await report(undefined);
    else await inWorkspace(values.encoder, ({ ports }) => report(ports.critic.encoder));
  } finally {
    sql.close();
    await rm(folder, { recursive: true });
  }
});

/** The weights of `confidence.ts`, fitted on the halves `tuning`. */
async function fitted(
  decided: (
    rows: readonly Product[],
    select: string,
  ) => Promise<readonly Record<string, unknown>[]>,
  real: ReadonlyMap<string, readonly Known[]>,
  shop: readonly Known[],
) {
  const examples: { row: number[]; target: number }[] = [];
  for (const all of real.values()) {
    const known = new Map(all.map((one) => [one.product.id, one]));
    const found = await decided(
      all.map(({ product }) => withoutPath(product)),
      `SELECT product.id, said.key, ending, share, said.titles
       FROM catalogue_products AS product
       JOIN titles ON titles.title = product.englishTitle AND titles.maker = product.maker
       JOIN title_types AS said ON said.title = titles.number`,
    );
    for (const { id, key, ending, share, titles } of found) {
      const one = known.get(String(id));
      if (one?.half !== "tuning" || !one.isSpoken) continue;
      const row = [Number(ending), Number(share), Number(Number(titles) === 1)];
      examples.push({ row, target: Number(one.known.nouns.has(String(key))) });
    }
  }
  const known = new Map(shop.map((one) => [one.product.id, one]));
  const ofCategories = await decided(
    shop.map(({ product }) => product),
    `SELECT id, category.key, category.share, isOwn FROM read_products AS product
     JOIN category_types AS category ON category.categoryPath = product.categoryPath
       AND category.titleKey IS NOT DISTINCT FROM product.key`,
  );
  const categories = ofCategories.flatMap(({ id, key, share, isOwn }) => {
    const one = known.get(String(id));
    if (one?.half !== "tuning") return [];
    const target = Number(one.known.nouns.has(String(key)));
    return [{ row: [Number(share), Number(isOwn)], target }];
  });
  const fit = (some: readonly { row: number[]; target: number }[]) => {
    const { bias, weights } = fitLogisticRegression({
      rows: some.map(({ row }) => Float64Array.from(row)),
      targets: some.map(({ target }) => target),
      penalties: Float64Array.from(some[0]?.row ?? [], () => 1),
    });
    return { examples: some.length, bias, weights: [...weights] };
  };
  return { title: fit(examples), category: fit(categories) };
}
