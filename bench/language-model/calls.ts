/** What a client is to do, on its standard input. */
export interface CallsPlan {
  readonly baseUrl: string;
  readonly calls: number;
  /** Calls before those that are measured. */
  readonly warmUp: number;
  readonly concurrency: number;
  /** An empty folder of its own. */
  readonly folder: string;
}

/** What came of it, on its standard output. */
export interface CallsReport {
  /** From the first call that is measured until the last one is done. */
  readonly seconds: number;
  /** Of all threads, user and system, in that time. */
  readonly processorSeconds: number;
  /** The most that the process had in memory at any time. */
  readonly peakMegabytes: number;
  /** What is in use behind the last call, with all garbage collected. */
  readonly liveMegabytes: number;
}

export interface ServerMeasured {
  readonly answers: number;
  readonly meanMs: number;
}

/** The prompt of the n-th call, as long as those of cosmo. */
export const promptOf = (call: number | "{call}"): string =>
  `A customer of an outdoor shop bought these two products within one session.
Product 1: Ultralight two-person tent, green, model ${call}
Product 2: Inflatable sleeping pad with pillow, ${call} cm
Name up to five reasons why somebody would buy both together, each a short phrase on a line of its own. \
Say what the two are used for, by whom, and where, and not what they are.`;

export const systemPrompt = "You know what people buy and why. Answer in short plain phrases.";
export const maxTokens = 200;
