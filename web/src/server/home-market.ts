import type { ReadyAnswer } from "../../../src/api/workspace-answers.ts";
import { createStore } from "./store.ts";

/** Site and locale that the server means where none are named; null until it is ready. */
export const homeMarketStore = createStore<Pick<ReadyAnswer, "site" | "locale"> | null>(null);
