import { rm } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Dataset } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { contentOf, type GraphVersion, graphTables } from "../graph/graph-version.ts";
import type { StageRun } from "../stage/run-stages.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { presentVersion } from "./current-version.ts";
import { prepareIndex } from "./graph-index.ts";
import type { RunOptions } from "./run-options.ts";
import type { Workspace } from "./workspace.ts";

type Told = Pick<RunOptions, "signal" | "progress">;

export interface Publication {
  /** Whether a new graph version was published. */
  readonly published: boolean;
  /** What a person has to know of it. */
  readonly notices: readonly string[];
}

/** A graph that lost this share of its edges, and had at least so many, may have lost them by mistake. */
const suspiciousShare = 0.5;
const fewestEdges = 50;

/** A version follows from what the stages wrote; made up for where an interruption came before it. */
export async function publishGraph(
  workspace: Workspace,
  runs: readonly StageRun[],
  told: Told,
): Promise<Publication> {
  const graph = runs.find(({ record }) => record.stage === "graph");
  if (graph === undefined) return { published: false, notices: [] };
  const written: Record<string, Dataset> = Object.assign(
    {},
    ...runs.map(({ record }) => record.writes),
  );
  const tables = Object.fromEntries(
    graphTables.map((name) => [name, written[name]]),
  ) as unknown as GraphVersion["tables"];
  const pinned = await pinnedVersion(workspace);
  const before = await workspace.versions.current();
  if (pinned !== null) {
    if (before?.content === contentOf(tables)) return { published: false, notices: [] };
    const edges = counted(tables.edges.rows, "edges");
    const notice = `${pinned} is pinned: the graph of this run, with ${edges}, is not published. \`cosmo graph unpin\` ends that.`;
    return { published: false, notices: [notice] };
  }
  const byRelation = Object.fromEntries(
    graph.record.funnel.map(({ group, rowsOut }) => [group, rowsOut]),
  );
  const { version, isNew } = await publishTables(
    workspace,
    { tables, byRelation },
    "cosmo run",
    told,
  );
  return { published: isNew, notices: isNew ? shrinkNotices(before, version) : [] };
}

/** What to tell of a graph that lost more edges than a change of settings or of the log mostly takes. */
export function shrinkNotices(
  before: Pick<GraphVersion, "id" | "counts"> | undefined,
  after: Pick<GraphVersion, "counts">,
): readonly string[] {
  if (before === undefined || before.counts.edges < fewestEdges) return [];
  const [had, has] = [before.counts.edges, after.counts.edges];
  if (has >= had * suspiciousShare) return [];
  return [
    `The graph shrank from ${formatNumber(had)} edges to ${formatNumber(has)}; \`cosmo graph diff\` shows which went. If that is a mistake, \`cosmo graph pin ${before.id}\` puts the version before back, until it is put right.`,
  ];
}

function publishTables(
  workspace: Workspace,
  { tables, byRelation }: Pick<GraphVersion, "tables"> & Pick<GraphVersion["counts"], "byRelation">,
  message: string,
  { signal, progress }: Told,
) {
  const { versions, environment } = workspace;
  return versions.publish(
    { tables, byRelation, author: author(), message, time: environment.now() },
    (version) => prepareIndex(workspace, version, signal, progress),
  );
}

function author(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

const pinFile = ({ dataFolder }: Pick<Workspace, "dataFolder">): string =>
  join(dataFolder, "graph", "pinned.json");

/** The version that stays published whatever runs give; null: none. */
export async function pinnedVersion(
  workspace: Pick<Workspace, "dataFolder">,
): Promise<string | null> {
  const found = await readJsonFile<{ readonly version: string }>(pinFile(workspace), {
    hint: "Remove the file: the next `cosmo run` publishes its graph.",
  });
  return found?.version ?? null;
}

/**
 * Publishes a version of before again, as a version of its own with its rows, and keeps it published until `unpinVersion`.
 * @throws CosmoError VERSION_UNKNOWN, VERSION_PRUNED, VERSION_DAMAGED
 */
export async function pinVersion(
  workspace: Workspace,
  id: string,
  told: Told,
): Promise<GraphVersion> {
  const { tables, counts } = await presentVersion(workspace, id);
  const published = await publishTables(
    workspace,
    { tables, byRelation: counts.byRelation },
    `cosmo graph pin ${id}`,
    told,
  );
  const { version } = published;
  await writeFileDurably(pinFile(workspace), `${JSON.stringify({ version: version.id })}\n`);
  return version;
}

/** Lets the next run publish its graph. @returns what was pinned; null: nothing */
export async function unpinVersion(workspace: Workspace): Promise<string | null> {
  const pinned = await pinnedVersion(workspace);
  await rm(pinFile(workspace), { force: true });
  return pinned;
}
