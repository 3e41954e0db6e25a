import type { ModelFileSource } from "./model-file.ts";

export interface ModelHubTimeouts {
  /** How long the hub may take to answer; short, so that a machine without network goes on soon. */
  readonly answerMs: number;
  /** How long no byte may come before the transfer counts as dead. */
  readonly stallMs: number;
}

/** The public model hub, at the address that each file names. */
export function modelHub(
  timeouts: ModelHubTimeouts = { answerMs: 8_000, stallMs: 30_000 },
): ModelFileSource {
  return {
    name: "model hub",
    describe: (file) => file.hubAddress,
    async open(file, _scratchFolder, signal) {
      const watch = new Watch(timeouts.answerMs, `no answer within ${timeouts.answerMs} ms`);
      try {
        const response = await fetch(file.hubAddress, {
          signal: AbortSignal.any([signal, watch.signal]),
        });
        if (!response.ok || response.body === null)
          throw new Error(`answered with status ${response.status}`);
        watch.stop();
        return readWatched(response.body, timeouts.stallMs, watch);
      } catch (error) {
        watch.stop();
        throw error;
      }
    },
  };
}

async function* readWatched(
  body: AsyncIterable<Uint8Array>,
  stallMs: number,
  watch: Watch,
): AsyncGenerator<Uint8Array> {
  const stalled = `no data for ${stallMs} ms`;
  try {
    watch.restart(stallMs, stalled);
    for await (const chunk of body) {
      watch.stop();
      yield chunk;
      watch.restart(stallMs, stalled);
    }
  } finally {
    watch.stop();
  }
}

/** Aborts its signal when it is neither restarted nor stopped in time. */
class Watch {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, reason: string) {
    this.restart(timeoutMs, reason);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(timeoutMs: number, reason: string): void {
    this.stop();
    this.#timer = setTimeout(() => this.#controller.abort(new Error(reason)), timeoutMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
