import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import { claims } from "../domain/tables/claims.ts";
import { labels } from "../domain/tables/labels.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { scores } from "../domain/tables/scores.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { type AssertionRow, assertionRow } from "../evaluation/assertion-report.ts";
import { averageCounts } from "../evaluation/average-counts.ts";
import { checkTruth } from "../evaluation/check-truth.ts";
import { connectedHeads } from "../evaluation/connected-heads.ts";
import { createFactMatcher, defaultCut } from "../evaluation/fact-matcher.ts";
import {
  type GraphDifference,
  type GraphRow,
  graphDifference,
  graphRow,
} from "../evaluation/graph-report.ts";
import { type HeadCounts, headCounts, type JudgedEdge } from "../evaluation/head-counts.ts";
import { headFacts } from "../evaluation/head-facts.ts";
import {
  type LabelledPair,
  type MatcherQuality,
  matcherQuality,
  scoredPairs,
} from "../evaluation/matcher-quality.ts";
import { readMatches } from "../evaluation/read-matches.ts";
import { readTruth } from "../evaluation/read-truth.ts";
import { shuffledNeeds } from "../evaluation/shuffled-needs.ts";
import type { TrueNeed } from "../evaluation/true-need.ts";
import type { Truth } from "../evaluation/truth.ts";
import type { GraphVersion } from "../graph/graph-version.ts";
import { needsOfAllMarkets } from "../simulation/market-shop.ts";
import { readShop } from "../simulation/read-shop.ts";
import { readParquetTable } from "../sql/parquet-table.ts";
import { seededRandom } from "../statistics/random.ts";
import { chosenByChance, publishedBy } from "./chosen-claims.ts";
import { currentVersion } from "./current-version.ts";
import {
  askedHeads,
  edgesOfClaims,
  judgedAssertions,
  keptClaims,
  publishedEdges,
  reportHeads,
  unfilteredEdges,
} from "./judged-rows.ts";
import { sampleShopFolder } from "./sample-shop.ts";
import { type Lookup, openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

export interface GraphEvaluation {
  readonly version: string;
  readonly rows: readonly GraphRow[];
  readonly differences: readonly GraphDifference[];
  /**
   * Of the edges of all claims that the filters kept, by the plausibility of the best claim behind each: how
   * many state a fact.
   */
  readonly byPlausibility: readonly PlausibilityBin[];
  /** Of the claims behind the edges: whether their pair shares a need, and states a fact of it. */
  readonly pairs: readonly AssertionRow[];
  /** How far "states a fact" can be trusted: on pairs that were judged and not used to set its cut. */
  readonly matcher: MatcherQuality;
  /** Of which shop, and how much of it is known. */
  readonly truth: { readonly shop: string; readonly needs: number; readonly facts: number };
}

/** Edges with a plausibility above `above`, up to `to`. */
export interface PlausibilityBin {
  readonly above: number;
  readonly to: number;
  readonly edges: number;
  readonly precision: GraphRow["precision"];
}

const matchesFile = fileURLToPath(
  new URL("../../samples/matches/sample-shop.jsonl", import.meta.url),
);

/** Seed of the intervals and of the shuffled needs. */
const seed = 1;

/** Raised when the same graph and the same truth would give other figures than before. */
const evaluationVersion = 5;

/**
 * Holds the published graph of a simulated shop against what is true in it, beside the same claims
 * without any filter, and each of them against needs that were dealt out anew. What was found of one
 * graph is kept, so that asking again costs nothing.
 *
 * @param shopFolder null: the sample shop
 * @throws CosmoError GRAPH_MISSING, ENCODER_MISSING, TRUTH_FOREIGN, TRUTH_INVALID, TRUTH_NOT_FOUND,
 *   SHOP_INVALID, SHOP_NOT_FOUND, MATCHES_INVALID, and those of fetching the encoder
 */
export async function evaluateGraph(
  workspace: Workspace,
  shopFolder: string | null,
  signal: AbortSignal,
): Promise<GraphEvaluation> {
  const { environment, versions, ports } = workspace;
  const version = await currentVersion(versions);
  const { encoder } = ports;
  if (encoder === undefined) throw encoderMissing();
  const folder =
    shopFolder === null ? sampleShopFolder : resolve(environment.currentFolder, shopFolder);
  const shop = await readShop(folder);
  const needs = needsOfAllMarkets(shop);
  const sites = [shop.site, ...shop.growth.markets.map(({ site }) => site)];
  const truth = await readTruth(folder);
  checkTruth(truth, needs);
  const matches = (await readMatches(matchesFile)).filter(({ half }) => half === "test");
  const lookup = await openLookup(workspace);
  const tables = [claims, scores, labels, pairs, products, queries, productTypes, shownQueries];
  const judgedTables = tables.map((table) => lookup.content(table));
  // What people withhold is told by what was published.
  const { withheld: _, ...graph } = workspace.configuration.graph;
  const settings = {
    version: evaluationVersion,
    cut: defaultCut,
    seed,
    encoder: encoder.id,
    graph,
  };
  const inputs = [version.content, judgedTables, sites, needs, [...truth], matches];
  const recipe = hashOf([settings, inputs]).slice(0, 20);
  const file = join(evaluationsFolder(workspace), `graph-${recipe}.json`);
  const before = await readJsonFile<GraphEvaluation>(file, {
    hint: `Remove ${file}; it is made again.`,
  });
  if (before !== undefined) return { ...before, version: version.id };
  const world = { name: shop.name, folder, sites, needs, truth };
  const evaluation = await judge(version, lookup, world, matches, encoder, signal);
  await writeFileDurably(file, `${JSON.stringify(evaluation, undefined, 2)}\n`);
  return evaluation;
}

/** Where evaluations are kept, each under a name that says what went in. */
export const evaluationsFolder = ({ dataFolder }: Workspace): string =>
  join(dataFolder, "evaluations");

/** What is known of the simulated shop. */
interface TrueWorld {
  readonly name: string;
  readonly folder: string;
  /** Its own and those of its markets. */
  readonly sites: readonly string[];
  readonly needs: readonly TrueNeed[];
  readonly truth: Truth;
}

async function judge(
  version: GraphVersion,
  lookup: Lookup,
  { name, folder, sites, needs, truth }: TrueWorld,
  matches: readonly LabelledPair[],
  encoder: Encoder,
  signal: AbortSignal,
): Promise<GraphEvaluation> {
  const { workspace } = lookup;
  // Of another shop's umbrella nothing is known, though ours are for the same rain.
  const ofShop = <Row extends { readonly site: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter(({ site }) => sites.includes(site));
  const known = {
    needs,
    products: ofShop(await rowsOf(lookup, products)),
    queries: ofShop(await rowsOf(lookup, queries)),
  };
  if (known.products.length + known.queries.length === 0) throw truthForeign(folder, sites);
  const heads = await reportHeads(lookup);
  const groupOf = connectedHeads(await askedHeads(lookup));
  const real = headFacts({ ...known, truth });
  if (!heads.some(({ id }) => real.of(id).length > 0)) throw truthForeign(folder, sites);
  // One need alone has nobody to exchange its facts with.
  const dealtAnew =
    truth.size < 2 ? null : headFacts({ ...known, truth: shuffledNeeds(truth, needs, seed) });
  const matcher = createFactMatcher(encoder);
  const kept = await keptClaims(lookup);
  const newTypes = kept.filter(({ typeLearnt }) => !typeLearnt);
  const isPublished = publishedBy(workspace.configuration.graph, kept);
  const edges = {
    published: await publishedEdges(lookup),
    kept: edgesOfClaims(kept),
    all: await unfilteredEdges(lookup),
    carriedToAll: edgesOfClaims(kept.filter((claim) => isPublished(claim, claim.plausibility))),
    newTypes: edgesOfClaims(
      newTypes.filter((claim) => isPublished(claim, claim.plausibility)),
      ({ carried }) => carried,
    ),
    keptNewTypes: edgesOfClaims(newTypes),
  };
  const countsOf = (judged: readonly JudgedEdge[], facts: typeof real) =>
    headCounts({ edges: judged, heads, facts, matcher }, signal);
  const graphOf = async (id: string, of: keyof typeof edges, facts: typeof real) => ({
    id,
    counts: await countsOf(edges[of], facts),
  });
  const published = await graphOf("published", "published", real);
  const carriedToAll = await graphOf("published/carried-to-all", "carriedToAll", real);
  const withoutCritic = await graphOf("no-critic", "kept", real);
  const byChance: (readonly HeadCounts[])[] = [];
  for (let draw = 1; draw <= chanceDraws; draw++) {
    const claimed = chosenByChance(kept, workspace.configuration.graph, seededRandom(seed, draw));
    byChance.push(await countsOf(edgesOfClaims(claimed), real));
  }
  const chance = { id: "random-scores", counts: averageCounts(byChance) };
  const ofNewTypes = [
    await graphOf("published/new-types", "newTypes", real),
    await graphOf("no-critic/new-types", "keptNewTypes", real),
  ] as const;
  const unfiltered = await graphOf("no-filter", "all", real);
  const controls =
    dealtAnew === null
      ? []
      : [
          await graphOf("published/shuffled-needs", "published", dealtAnew),
          await graphOf("no-critic/shuffled-needs", "kept", dealtAnew),
        ];
  const byPlausibility: PlausibilityBin[] = [];
  for (let above = 0; above < 1; above = (10 * above + 1) / 10) {
    const to = (10 * above + 1) / 10;
    const own = edges.kept.filter(
      ({ plausibility }) =>
        plausibility !== null && (plausibility > above || above === 0) && plausibility <= to,
    );
    if (own.length === 0) continue;
    const { precision } = graphRow("", await countsOf(own, real), seed, groupOf);
    byPlausibility.push({ above, to, edges: own.length, precision });
  }
  const assertions = await judgedAssertions(lookup);
  const assertionsOf = (id: string, facts: typeof real) =>
    assertionRow({ id, assertions, facts, matcher, seed, groupOf }, signal);
  return {
    version: version.id,
    rows: [
      published,
      carriedToAll,
      withoutCritic,
      chance,
      ...ofNewTypes,
      unfiltered,
      ...controls,
    ].map(({ id, counts }) => graphRow(id, counts, seed, groupOf)),
    differences: [
      ...[carriedToAll, withoutCritic, chance, unfiltered, ...controls.slice(0, 1)].map((against) =>
        graphDifference(published, against, seed, groupOf),
      ),
      graphDifference(...ofNewTypes, seed, groupOf),
    ],
    byPlausibility,
    pairs: [
      await assertionsOf("published", real),
      ...(dealtAnew === null ? [] : [await assertionsOf("published/shuffled-needs", dealtAnew)]),
    ],
    matcher: matcherQuality(await scoredPairs(matches, matcher, signal), defaultCut, seed),
    truth: {
      shop: name,
      needs: truth.size,
      facts: [...truth.values()].reduce((sum, facts) => sum + facts.length, 0),
    },
  };
}

/** How often scores are dealt out anew for the row `random-scores`, which is the mean. */
const chanceDraws = 20;

const rowsOf = <T extends typeof products | typeof queries>(
  { workspace, files }: Lookup,
  table: T,
) => Array.fromAsync(readParquetTable(workspace.sql, table, files(table)));

const encoderMissing = (): CosmoError =>
  new CosmoError(
    "ENCODER_MISSING",
    "Whether a claim states a fact is told by the encoder, which the settings leave out",
    { hint: "Set refinement.cosine-by: embedded in cosmo.yaml.", exitCode: 2 },
  );

const truthForeign = (folder: string, sites: readonly string[]): CosmoError =>
  new CosmoError(
    "TRUTH_FOREIGN",
    `Of nothing in this workspace the shop in ${folder} (${sites.join(", ")}) knows a fact`,
    {
      hint: "Name the shop that the log was simulated from: `cosmo evaluate graph --truth FOLDER`. Of a real shop no truth is known.",
      exitCode: 2,
    },
  );
