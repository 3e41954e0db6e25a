import { fileURLToPath } from "node:url";
import { edgeEvidence } from "../app/edge-evidence.ts";
import { graphLog } from "../app/graph-log.ts";
import { evaluateMining } from "../app/mining-report/evaluate-mining.ts";
import { requestQueueFile, waitingRequests } from "../app/requested-heads.ts";
import { openServedGraph, publicationMark } from "../app/served-graph.ts";
import { rerankerSource } from "../app/served-reranker.ts";
import { siteMeant, siteProblem } from "../app/site-meant.ts";
import { workspaceStatus } from "../app/status.ts";
import { toldFailure } from "../app/told-failure.ts";
import { relationTeller } from "../app/told-relations.ts";
import { type Workspace, withWorkspace } from "../app/workspace.ts";
import { canonicalLocale } from "../domain/canonical-locale.ts";
import type { CosmoError } from "../domain/cosmo-error.ts";
import { silentProgress } from "../domain/progress.ts";
import { openRequestQueue } from "../knowledge/request-queue.ts";
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
import { startServer } from "./start-server.ts";

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly packageVersion: string;
  /** Ends the server. */
  readonly signal: AbortSignal;
  /** Takes lines of the log and of what went wrong. */
  readonly say: (lines: string) => void;
  /** Told once it listens. */
  readonly onListening: (listening: Listening) => void;
}

export interface Listening {
  /** Where it is reached. */
  readonly address: string;
  /** The graph version that it answers from; null while none is published. */
  readonly version: string | null;
}

/** The page as it is built, beside the sources. */
const pageFolder = fileURLToPath(new URL("../../web/dist", import.meta.url));

/**
 * Serves a workspace until the signal comes: reads it, and writes nothing but the queue of what was asked
 * in vain.
 * @throws CosmoError SERVER_UNPROTECTED, SERVER_KEY_MISSING, SERVER_KEYS_EQUAL, SERVER_PORT_TAKEN, SERVER_ADDRESS_UNUSABLE
 */
export async function serveWorkspace(workspace: Workspace, options: ServeOptions): Promise<void> {
  const { configuration, environment, stateFolder, versions } = workspace;
  const { host, port, signal, say } = options;
  const { site, locale } = configuration;
  const keys = serverKeys({ ...configuration.server, host }, environment.variables);
  const sayFailure = ({ code, message, hint }: CosmoError): void =>
    say(`${code}: ${message}\nNext: ${hint}`);
  const queue = openRequestQueue(requestQueueFile(stateFolder), {
    now: environment.now,
    onFailure: (error) => sayFailure(toldFailure(error, "What was asked in vain is not noted")),
  });
  if (!queue.isOpen) {
    say(`${workspace.folder} is read-only: what is asked in vain is not noted for the next run.`);
  }
  const told = relationTeller(workspace);
  const metrics = createMetrics(
    // Another process may note them.
    () => (queue.isOpen ? queue.count() : waitingRequests(stateFolder, environment)),
    () => graphs.failure() !== undefined,
  );
  // What is served is said once it is: a port that is taken comes first.
  const untold: string[] = [];
  let tell = (line: string): void => void untold.push(line);
  const graphs = await openServedVersions({
    source: {
      mark: publicationMark(workspace),
      async open() {
        const version = await versions.current();
        const opening = { queue, told, onFailure: sayFailure };
        return version && openServedGraph(workspace, version, opening);
      },
    },
    missing: graphMissing,
    unopened: graphUnopened,
    onServed(graph) {
      metrics.serving(graph);
      tell(`Serving ${graph.version}.`);
      const problem = siteProblem(site, graph.index.manifest.sites);
      if (problem !== null)
        tell(`Warning: ${problem}. Set \`site\` in cosmo.yaml and start again.`);
    },
    onFailure: sayFailure,
  });
  const rerankers = await openServedVersions({
    source: rerankerSource(workspace.dataFolder),
    missing: relevanceModelMissing,
    unopened: relevanceModelUnopened,
    onServed: ({ id }) => tell(`Ranking by ${id}.`),
    onFailure: sayFailure,
    lookEveryMs: 1000,
  });
  const log = openAccessLog(say, environment.now);
  // Another command may have changed settings and limits since the start; and a state file that was opened to read alone is not to be
  // read on while another process writes it through a mount of its own.
  const anew = <Result>(work: (opened: Workspace) => Promise<Result>): Promise<Result> =>
    withWorkspace(
      { folder: workspace.folder, environment, progress: silentProgress, signal },
      work,
    );
  try {
    const server = await startServer(
      {
        ...{ graphs, rerankers },
        defaults: {
          get site() {
            return siteMeant(site, graphs.now()?.index.manifest.sites ?? []);
          },
          // Spelt as imports spell it, whatever cosmo.yaml does.
          locale: canonicalLocale(locale) ?? locale,
        },
        keys,
        metrics,
        log,
        page: openPageFiles(pageFolder),
        evidence: async (version, edge) => {
          const relations = await told();
          const of = (opened: Workspace) => edgeEvidence(opened, relations, version, edge);
          return queue.isOpen ? of(workspace) : anew(of);
        },
        status: () => anew(workspaceStatus),
        mining: (limit) => anew((opened) => evaluateMining(opened, limit)),
        versions: () => graphLog(workspace),
        report: say,
      },
      { host, port, packageVersion: options.packageVersion },
    );
    for (const line of untold) say(line);
    tell = say;
    const name = host.includes(":") ? `[${host}]` : host;
    options.onListening({
      address: `http://${name}:${server.port}`,
      version: graphs.now()?.version ?? null,
    });
    await aborted(signal);
    await server.stop();
  } finally {
    await graphs.close();
    await rerankers.close();
    log.flush();
    try {
      queue.flush();
    } finally {
      queue.close();
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
