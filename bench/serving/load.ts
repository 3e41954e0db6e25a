/** What a load generator is told. */
export interface LoadPlan {
  readonly port: number;
  readonly paths: readonly string[];
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second, at random moments whatever the server does; null: each connection asks on and on. */
  readonly rate: number | null;
  readonly seed: number;
}

/** What it saw. Latencies are in milliseconds, from the moment at which a request was meant to be sent. */
export interface LoadReport {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  /**
   * How late the generator itself was in sending, at the 99th percentile: the machine's part of it. Requests
   * that had to wait for a free connection are left out; 0 where all had to.
   */
  readonly sentLateP99: number;
  /** Versions that answers named. */
  readonly versions: number;
}
