import { createStore } from "./store.ts";

/** What the server said when it was last asked whether it is ready; null before that. */
export const readinessStore = createStore<"ready" | "noGraph" | "gone" | null>(null);
