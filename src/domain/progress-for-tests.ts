import { type Progress, silentWork, type WorkProgress } from "./progress.ts";

/** Progress of which every piece of work is heard by the same functions. */
export const heardProgress = (heard: Partial<WorkProgress>): Progress => ({
  started: () => ({ ...silentWork, ...heard }),
});
