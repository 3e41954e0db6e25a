import { CosmoError } from "../../domain/cosmo-error.ts";
import { rerankerVersion } from "../../relevance/reranker/reranker-id.ts";
import { learnAnew, type RerankerStore } from "../../relevance/reranker/reranker-store.ts";
import { type Finding, failed, well } from "../finding.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { moreJudgements, noBetterThanShares } from "./no-better-than-shares.ts";
import { relevanceTaskOf, rerankersIn } from "./relevance-task.ts";

/** The model of relevance that a workspace has served. */
export interface RelevanceReport {
  /** Null: none has been learnt. */
  readonly model: string | null;
  /** ISO 8601. */
  readonly learntAt: string | null;
  /** Judgements that it was learnt on. */
  readonly judgements: number;
  /** Whether today's judgements and settings make another one. */
  readonly isStale: boolean;
}

/**
 * Null where no judgements are imported and no model is served. Reads nothing but what a model says of itself; where that can't be read, as
 * `servedRelevance` tells, the rest of the status is told all the same.
 */
export async function relevanceReport(
  workspace: Workspace,
  imports: readonly ImportRecord[],
): Promise<RelevanceReport | null> {
  const store = rerankersIn(workspace.dataFolder);
  const served = await whereReadable(store.served());
  const hasJudgements = imports.some(({ table, rows }) => table === "judgements" && rows > 0);
  if (served === undefined && !hasJudgements) return null;
  const card = served === undefined ? undefined : await whereReadable(store.card(served));
  const wanted = hasJudgements ? relevanceTaskOf(workspace, imports).id : served;
  const { learn, validation } = card?.split ?? {};
  return {
    model: served ?? null,
    learntAt: card?.learntAt ?? null,
    judgements: (learn?.judgements ?? 0) + (validation?.judgements ?? 0),
    isStale: wanted !== served,
  };
}

async function whereReadable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CosmoError) return undefined;
    throw error;
  }
}

/** Whether the model that is served can be, and tells more than the shares of classes; nothing where none is served. */
export async function servedRelevance({
  dataFolder,
}: Pick<Workspace, "dataFolder">): Promise<readonly Finding[]> {
  try {
    return await findingsOf(rerankersIn(dataFolder));
  } catch (error) {
    return [failed("relevance", error)];
  }
}

async function findingsOf(store: RerankerStore): Promise<readonly Finding[]> {
  const id = await store.served();
  if (id === undefined) return [];
  const bad = (finding: string, next: string): readonly Finding[] => [
    { check: "relevance", ok: false, finding, next },
  ];
  const card = await store.card(id);
  if (card !== undefined && card.version !== rerankerVersion) {
    return bad(`${id} is of an older version`, "Run `cosmo run relevance`: it is learnt anew.");
  }
  const missing = await store.missing(id);
  if (card === undefined || missing.length > 0) {
    return bad(`${id} lacks ${missing.join(", ")}`, learnAnew(store.folderOf(id)));
  }
  const told = noBetterThanShares(card);
  return told === undefined
    ? [well("relevance", `${id} is served, and tells more than the shares of classes`)]
    : bad(`${id} is served. ${told}`, moreJudgements(card));
}
