import { CosmoError } from "../../domain/cosmo-error.ts";
import type { RowOf, Table } from "../../domain/table.ts";
import {
  productCoverage,
  queryCoverage,
  uncoveredProducts,
  uncoveredQueries,
} from "../../domain/tables/mining-coverage.ts";
import { miningDistributions } from "../../domain/tables/mining-distributions.ts";
import { queries } from "../../domain/tables/queries.ts";
import { readParquetTable } from "../../sql/parquet-table.ts";
import { sqlText } from "../../sql/sql.ts";
import { statusOfStages } from "../../stage/run-stages.ts";
import { givenDatasets } from "../given-datasets.ts";
import { changesSince, miningRun } from "../mining-changes.ts";
import { arePresent } from "../present-parts.ts";
import { stageConfigs } from "../stages.ts";
import type { Workspace } from "../workspace.ts";
import {
  type ProductsReport,
  productsReport,
  type QueriesReport,
  queriesReport,
} from "./coverage-report.ts";
import { type DistributionReport, distributionsReport } from "./distributions-report.ts";
import { outcomeWords } from "./outcome-words.ts";
import { type GroupReport, rulesReport } from "./rules-report.ts";
import type { ChangedSetting } from "./settings-of-run.ts";
import { readUncoveredProducts, type UncoveredProduct } from "./uncovered-products.ts";

/** A query that passed the gate and has no kept pair. */
export interface UncoveredQuery extends Omit<RowOf<typeof uncoveredQueries>, "query"> {
  readonly id: string;
  readonly text: string;
  readonly site: string;
  readonly locale: string;
  readonly customers: number;
  /** Why. */
  readonly words: string;
}

export interface MiningReport {
  /** The run that is told of: that of today's settings and inputs, else the last one. */
  readonly run: {
    readonly state: "done" | "stale" | "partial";
    /** ISO 8601. */
    readonly finishedAt: string;
    readonly seconds: number;
    /** What is another today than when it ran: datasets that it read, `settings`, `seed`, `version` of the stage. */
    readonly changed: readonly string[];
    readonly changedSettings: readonly ChangedSetting[];
    readonly notices: readonly string[];
  };
  readonly products: ProductsReport & {
    /** Those with pairs that were cut first, then those that were bought, seen, and not even that. */
    readonly without: { readonly total: number; readonly rows: readonly UncoveredProduct[] };
  };
  readonly queries: QueriesReport & {
    /** The most searched first; `total` are all there are, of which the run kept a hundred. */
    readonly uncovered: { readonly total: number; readonly rows: readonly UncoveredQuery[] };
  };
  readonly funnel: readonly GroupReport[];
  readonly distributions: readonly DistributionReport[];
}

/**
 * What mining did with the log: what it covers, what each rule cut, and how what it decided about is spread.
 * Reads; changes nothing.
 *
 * @param limit rows of each list of departments, types, products and queries; null: all
 * @throws CosmoError MINING_MISSING
 */
export async function evaluateMining(
  workspace: Workspace,
  limit: number | null,
): Promise<MiningReport> {
  const { configuration, records, stages, store, sql } = workspace;
  const configOf = stageConfigs(configuration);
  const { seed } = configuration;
  const given = await givenDatasets(workspace);
  const { statuses, datasets } = await statusOfStages(stages, configOf, given, records, seed);
  const status = statuses.find(({ stage }) => stage.name === "mine");
  const record = status?.record;
  if (status === undefined || status.state === "never" || record === undefined) {
    throw miningMissing("Mining has not run in this workspace yet");
  }
  const written = [
    ...[miningDistributions, productCoverage, uncoveredProducts],
    ...[queryCoverage, uncoveredQueries, queries],
  ];
  const parts = written.flatMap(({ name }) => record.writes[name] ?? []);
  if (parts.length < written.length || !(await arePresent(store, parts))) {
    throw miningMissing(
      `Of the mining of ${record.finishedAt} not all is there that a report is of`,
    );
  }
  const rowsOf = <T extends Table>(table: T, clause = ""): Promise<RowOf<T>[]> =>
    Array.fromAsync(readParquetTable(sql, table, store.files(record.writes[table.name]), clause));

  const run = await miningRun(records, record, statuses);
  const changes = changesSince(run, status.stage, configuration, datasets);
  const ofQueries = queriesReport(await rowsOf(queryCoverage));
  const uncovered = (
    await rowsOf(uncoveredQueries, `ORDER BY searches DESC, query LIMIT ${limit ?? 100}`)
  ).map(({ query, ...why }) => ({ id: query, ...why }));
  const ids = uncovered.map(({ id }) => sqlText(id)).join(", ");
  const worded = ids === "" ? [] : await rowsOf(queries, `WHERE id IN (${ids})`);
  const words = new Map(worded.map((query) => [query.id, query]));
  const ofProducts = productsReport(await rowsOf(productCoverage), limit);
  const catalogue = statuses.findLast(({ stage }) => "products" in stage.writes);
  const without = {
    total: ofProducts.uncovered,
    rows: await readUncoveredProducts(
      sql,
      {
        uncovered: store.files(record.writes[uncoveredProducts.name]),
        products: store.files(catalogue?.record?.writes["products"]),
      },
      limit,
    ),
  };
  return {
    run: {
      state: status.state,
      finishedAt: record.finishedAt,
      seconds: record.seconds,
      changed: [
        ...(changes.settings.length > 0 ? ["settings"] : []),
        ...changes.inputs,
        ...(changes.isOtherSeed ? ["seed"] : []),
        ...(changes.isOtherVersion ? ["version"] : []),
      ],
      changedSettings: changes.settings,
      notices: [...(run.observed?.notices ?? []), ...record.notices],
    },
    products: { ...ofProducts, without },
    queries: {
      ...ofQueries,
      uncovered: {
        total: ofQueries.passed.queries - ofQueries.kept.queries,
        rows: uncovered.flatMap(({ id, ...why }) => {
          const query = words.get(id);
          if (query === undefined) return [];
          const { text, site, locale, customers } = query;
          return [{ id, text, site, locale, customers, ...why, words: outcomeWords(why) }];
        }),
      },
    },
    funnel: rulesReport([...(run.observed ? [run.observed] : []), record]),
    distributions: distributionsReport(await rowsOf(miningDistributions), record.config),
  };
}

const miningMissing = (message: string): CosmoError =>
  new CosmoError("MINING_MISSING", message, {
    hint: "Run `cosmo run mine`: no model is asked for it.",
    exitCode: 2,
    httpStatus: 404,
  });
