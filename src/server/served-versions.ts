import type { ServedGraph } from "../app/served-graph.ts";
import { toldFailure } from "../app/told-failure.ts";
import { CosmoError } from "../domain/cosmo-error.ts";

/** What the current version is, and how it is opened. */
export interface VersionSource {
  /** Changes whenever another version is published, or this one has another index; undefined while none is. */
  mark(): Promise<string | undefined>;
  /** The current version, open; undefined while none is published. */
  open(): Promise<ServedGraph | undefined>;
}

/** The version that is served, which may change between two requests and never within one. */
export interface ServedVersions {
  /** The version of this moment, for work that ends before the event loop turns. */
  now(): ServedGraph | undefined;
  /**
   * Does work with one version from begin to end. It stays open until the last such work is done.
   * @throws CosmoError GRAPH_MISSING, or why the graph could not be opened
   */
  use<Result>(work: (graph: ServedGraph) => Result | Promise<Result>): Promise<Result>;
  /** Why the version that is published is not served; undefined where it is. */
  failure(): CosmoError | undefined;
  close(): Promise<void>;
}

export interface ServedVersionsOptions {
  readonly source: VersionSource;
  /** Thrown where no version is open. */
  readonly missing: () => CosmoError;
  readonly onServed: (version: string) => void;
  readonly onFailure: (error: CosmoError) => void;
  /** Milliseconds between two looks at what is published. */
  readonly lookEveryMs?: number;
}

interface Open {
  readonly graph: ServedGraph;
  users: number;
}

/** Opens the current version, and each later one soon after it is published. */
export async function openServedVersions({
  source,
  missing,
  onServed,
  onFailure,
  lookEveryMs = 250,
}: ServedVersionsOptions): Promise<ServedVersions> {
  let open: Open | undefined;
  let seen: string | undefined;
  let failed: CosmoError | undefined;
  let told: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isClosing = false;

  const release = (one: Open): Promise<void> => {
    one.users -= 1;
    return one.users === 0 ? one.graph.close() : Promise.resolve();
  };

  async function look(): Promise<void> {
    try {
      const mark = await source.mark();
      if (mark === undefined || mark === seen) return;
      const graph = await source.open();
      if (isClosing) {
        await graph?.close();
        return;
      }
      seen = mark;
      failed = undefined;
      told = undefined;
      if (graph === undefined) return;
      const before = open;
      // One user is the server itself: the old version closes with its last request.
      open = { graph, users: 1 };
      onServed(graph.version);
      if (before !== undefined) await release(before);
    } catch (error) {
      const reason = toldFailure(error, "The graph that is published can't be opened", 503);
      if (reason.message !== told) onFailure(reason);
      told = reason.message;
      failed = withoutPlaces(reason);
    }
  }

  function lookLater(): void {
    if (isClosing) return;
    timer = setTimeout(() => {
      looking = look().finally(lookLater);
    }, lookEveryMs);
    timer.unref();
  }

  await look();
  lookLater();
  return {
    now: () => open?.graph,
    failure: () => failed,
    async use(work) {
      if (open === undefined) throw failed ?? missing();
      const mine = open;
      mine.users += 1;
      try {
        return await work(mine.graph);
      } finally {
        await release(mine);
      }
    },
    async close() {
      isClosing = true;
      clearTimeout(timer);
      // What it opens meanwhile would stay open.
      await looking;
      if (open !== undefined) await release(open);
      open = undefined;
    },
  };
}

/** What callers are told: code and next step. Folders of the machine are for the operator's eyes. */
const withoutPlaces = ({ code, httpStatus }: CosmoError): CosmoError =>
  new CosmoError(code, "The graph that is published can't be opened", {
    hint: "What is wrong stands on the server's standard error, and `cosmo doctor` names it with the next step; where it is mended the server goes on by itself.",
    httpStatus,
  });
