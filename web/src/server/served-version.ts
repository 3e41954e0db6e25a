import { createStore } from "./store.ts";

/** The graph version that the newest answer named; null before the first answer. */
export const servedVersionStore = createStore<string | null>(null);
