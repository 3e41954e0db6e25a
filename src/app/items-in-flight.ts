import type { ModelSettings } from "./model-settings.ts";

/** So many items for each call that may be in flight: while answers are written, others are asked for. */
const itemsPerCall = 4;

/** Items asked about at once, so many that those who limit calls always have one to let in. */
export const itemsInFlight = (settings: ModelSettings): number =>
  settings.provider === "embedded" ? settings.workers : itemsPerCall * settings.concurrency;
