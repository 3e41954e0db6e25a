import { createStore } from "./store.ts";

export interface Shown {
  /** The graph version of what is on the screen. */
  readonly version: string;
  /** Asks for it anew. */
  readonly refresh: () => void;
}

/** Null where the screen shows nothing of a graph. */
export const shownStore = createStore<Shown | null>(null);
