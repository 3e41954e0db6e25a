import { toldFailure } from "../app/told-failure.ts";
import { CosmoError } from "../domain/cosmo-error.ts";

/** What is published in versions, such as a graph, opened. */
interface Served {
  close(): Promise<void>;
}

/** What the current version is, and how it is opened. */
interface VersionSource<Version extends Served> {
  /** Changes whenever another version is published, or this one has another index; undefined while none is. */
  mark(): Promise<string | undefined>;
  /** The current version, open; undefined while none is published. */
  open(): Promise<Version | undefined>;
}

/** The version that is served, which may change between two requests and never within one. */
export interface ServedVersions<Version extends Served> {
  /** The version of this moment, for work that ends before the event loop turns. */
  now(): Version | undefined;
  /**
   * Does work with one version from begin to end. It stays open until the last such work is done.
   * @throws CosmoError that none is published, or why it could not be opened
   */
  use<Result>(work: (version: Version) => Result | Promise<Result>): Promise<Result>;
  /** Why the version that is published is not served; undefined where it is. */
  failure(): CosmoError | undefined;
  close(): Promise<void>;
}

/** What callers are told where a version can't be opened, beside the code. Folders of the machine are for the operator's eyes. */
export interface Unopened {
  readonly message: string;
  readonly hint: string;
}

export interface ServedVersionsOptions<Version extends Served> {
  readonly source: VersionSource<Version>;
  /** Thrown where no version is open. */
  readonly missing: () => CosmoError;
  readonly unopened: Unopened;
  readonly onServed: (version: Version) => void;
  readonly onFailure: (error: CosmoError) => void;
  /** Milliseconds between two looks at what is published. */
  readonly lookEveryMs?: number;
}

interface Open<Version extends Served> {
  readonly version: Version;
  users: number;
}

/** Opens the current version, and each later one soon after it is published. */
export async function openServedVersions<Version extends Served>({
  source,
  missing,
  unopened,
  onServed,
  onFailure,
  lookEveryMs = 250,
}: ServedVersionsOptions<Version>): Promise<ServedVersions<Version>> {
  let open: Open<Version> | undefined;
  let seen: string | undefined;
  let failed: CosmoError | undefined;
  let told: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isClosing = false;

  const release = (one: Open<Version>): Promise<void> => {
    one.users -= 1;
    return one.users === 0 ? one.version.close() : Promise.resolve();
  };

  async function look(): Promise<void> {
    try {
      const mark = await source.mark();
      if (mark === undefined) return;
      if (mark === seen) {
        // What could not be read meanwhile is what is served.
        failed = undefined;
        told = undefined;
        return;
      }
      const version = await source.open();
      if (isClosing) {
        await version?.close();
        return;
      }
      seen = mark;
      failed = undefined;
      told = undefined;
      if (version === undefined) return;
      const before = open;
      // One user is the server itself: the old version closes with its last request.
      open = { version, users: 1 };
      onServed(version);
      if (before !== undefined) await release(before);
    } catch (error) {
      const reason = toldFailure(error, unopened.message, 503);
      if (reason.message !== told) onFailure(reason);
      told = reason.message;
      const { code, httpStatus } = reason;
      failed = new CosmoError(code, unopened.message, { hint: unopened.hint, httpStatus });
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
    now: () => open?.version,
    failure: () => failed,
    async use(work) {
      if (open === undefined) throw failed ?? missing();
      const mine = open;
      mine.users += 1;
      try {
        return await work(mine.version);
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
