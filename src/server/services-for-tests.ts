// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is what a person must write
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { MiningReport } from "../app/mining-report/evaluate-mining.ts";
import type { ServedGraph } from "../app/served-graph.ts";
import type { StorePlace } from "../artifact/store-for-tests.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Reranker } from "../relevance/reranker/open-reranker.ts";
import { openAccessLog } from "./access-log.ts";
import { serverKeys } from "./keys.ts";
import { createMetrics } from "./metrics.ts";
import { openPageFiles } from "./page-files.ts";
import {
  graphMissing,
  graphUnopened,
  relevanceModelMissing,
  relevanceModelUnopened,
} from "./request-errors.ts";
import { openServedVersions } from "./served-versions.ts";
import type { Services } from "./services.ts";

export const readerKey = "reader-key-of-the-tests";
export const operatorKey = "operator-key-of-the-tests";

export interface TestServices {
  readonly services: Services;
  /** Lines of log and reports. */
  readonly lines: string[];
}

/** Likes short titles. */
export const shortestFirst: Reranker = {
  id: "relevance_short",
  judge: async (_query, titles) =>
    titles.map(({ length }) => ({
      ...{ score: 1 / length, class: length < 10 ? "E" : "I" },
      probabilities: { I: 1 - 1 / length, E: 1 / length },
    })),
  close: async () => {},
};

const noGroups = { total: 0, withoutPair: 0, rows: [] };
const noQueries = { queries: 0, searches: 0 };

const minedNothing: MiningReport = {
  run: {
    ...{ state: "done", finishedAt: "2026-01-01T00:00:00.000Z", seconds: 0 },
    ...{ changed: [], changedSettings: [], notices: [] },
  },
  products: {
    ...{ products: 0, kept: 0, uncovered: 0, uncoveredWithoutType: 0, reasons: [] },
    ...{ without: { total: 0, rows: [] }, domains: noGroups, types: noGroups },
  },
  queries: {
    ...{ all: noQueries, passed: noQueries, kept: noQueries },
    ...{ outcomes: [], uncovered: { total: 0, rows: [] } },
  },
  funnel: [],
  distributions: [],
};

/** Services over one graph, or none; operators' answers are fixed. */
export async function testServices(
  place: StorePlace,
  graph: ServedGraph | undefined,
  withKeys = false,
  reranker?: Reranker,
): Promise<TestServices> {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(...text.split("\n"));
  const keys = { host: "127.0.0.1", readerKey: null, operatorKey: null };
  const named = { host: "0.0.0.0", readerKey: "${READER}", operatorKey: "${OPERATOR}" };
  return {
    lines,
    services: {
      graphs: await openServedVersions({
        source: {
          mark: async () => (graph === undefined ? undefined : "1"),
          open: async () => graph,
        },
        missing: graphMissing,
        unopened: graphUnopened,
        onServed: () => {},
        onFailure: () => {},
      }),
      rerankers: await openServedVersions({
        source: {
          mark: async () => (reranker === undefined ? undefined : "1"),
          open: async () => reranker,
        },
        missing: relevanceModelMissing,
        unopened: relevanceModelUnopened,
        onServed: () => {},
        onFailure: () => {},
      }),
      defaults: { site: "shop", locale: "en-US" },
      keys: serverKeys(withKeys ? named : keys, { READER: readerKey, OPERATOR: operatorKey }),
      metrics: createMetrics(
        () => 7,
        () => false,
      ),
      log: openAccessLog(say, () => 0),
      page: openPageFiles(mkdtempSync(join(place.newFolder(), "page-"))),
      async evidence(_version, edge) {
        throw new CosmoError("EDGE_UNKNOWN", `No edge has the id ${edge}`, {
          hint: "Take another.",
          httpStatus: 404,
        });
      },
      async status() {
        return {
          workspace: "/shop",
          busy: null,
          imports: [],
          missing: [],
          stages: [],
          graph: null,
          requestedHeads: { waiting: 0, pairsAtMost: 0 },
          batchJobs: [],
          spent: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
          price: null,
          relevance: null,
          lastRun: null,
        };
      },
      versions: async () => [],
      async mining() {
        return minedNothing;
      },
      report: say,
    },
  };
}
