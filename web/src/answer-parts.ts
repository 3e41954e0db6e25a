import type { EdgeEvidence } from "../../src/api/edge-evidence.ts";
import type { MiningAnswer } from "../../src/api/mining-answer.ts";
import type { SearchAnswer } from "../../src/api/search-answer.ts";
import type { StatusAnswer, VersionsAnswer } from "../../src/api/workspace-answers.ts";

/** What every answer says of itself; null while no graph is published. */
export interface Versioned {
  readonly version: string | null;
}

export type SearchResult = SearchAnswer["results"][number];
export type EvidenceClaim = EdgeEvidence["claims"]["rows"][number];
export type EvidencePair = NonNullable<EvidenceClaim["pair"]>;
export type EvidenceType = NonNullable<EvidenceClaim["type"]>;
export type EvidenceQuery = NonNullable<EvidenceClaim["query"]>;
export type Carrying = NonNullable<EvidenceClaim["carried"]>;
export type EvidenceAnswer = EvidenceClaim["answers"]["rows"][number];
export type ImportReport = StatusAnswer["imports"][number];
export type StageReport = StatusAnswer["stages"][number];
export type FunnelRow = StageReport["groups"][number];
export type MiningRun = MiningAnswer["run"];
export type MiningGroup = MiningAnswer["funnel"][number];
export type MiningRule = MiningGroup["rules"][number];
export type Distribution = MiningAnswer["distributions"][number];
export type Bin = Distribution["bins"][number];
export type ProductGroups = MiningAnswer["products"]["types"];
export type UncoveredProducts = MiningAnswer["products"]["without"];
export type UncoveredQueries = MiningAnswer["queries"]["uncovered"];
export type GraphVersionReport = VersionsAnswer["versions"][number];
