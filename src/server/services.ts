import type { EdgeEvidence } from "../api/edge-evidence.ts";
import type { LoggedVersion } from "../app/graph-log.ts";
import type { MiningReport } from "../app/mining-report/evaluate-mining.ts";
import type { ServedGraph } from "../app/served-graph.ts";
import type { WorkspaceStatus } from "../app/status.ts";
import type { Reranker } from "../relevance/reranker/open-reranker.ts";
import type { AccessLog } from "./access-log.ts";
import type { ServerKeys } from "./keys.ts";
import type { Metrics } from "./metrics.ts";
import type { PageFiles } from "./page-files.ts";
import type { ServedVersions } from "./served-versions.ts";

/** What routes answer from. */
export interface Services {
  readonly graphs: ServedVersions<ServedGraph>;
  /** Models of relevance. */
  readonly rerankers: ServedVersions<Reranker>;
  /** Of a request that names none. */
  readonly defaults: { readonly site: string; readonly locale: string };
  readonly keys: ServerKeys;
  readonly metrics: Metrics;
  readonly log: AccessLog;
  readonly page: PageFiles;
  /** @throws CosmoError EDGE_UNKNOWN */
  evidence(version: string, edge: string): Promise<EdgeEvidence>;
  status(): Promise<WorkspaceStatus>;
  /** @throws CosmoError MINING_MISSING */
  mining(limit: number): Promise<MiningReport>;
  versions(): Promise<readonly LoggedVersion[]>;
  /** Told of faults: code and place, no words of a caller. */
  report(line: string): void;
}
