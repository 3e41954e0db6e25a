import type { Around } from "../wrap-model.ts";
import type { BatchApi } from "./batch-api.ts";

/** A model whose calls may be in jobs. */
export interface BatchPort {
  readonly api: BatchApi;
  /** Whether its calls go into jobs. If not, those that are still going are cancelled. */
  readonly isOn: boolean;
  /** How many of its requests are in jobs at one time; null: as many as there are. */
  readonly requestsAtOnce: number | null;
  /** Tries again what may be done twice. */
  readonly around: Around;
}
