import { availableParallelism } from "node:os";
import { openReranker, type Reranker } from "../relevance/reranker/open-reranker.ts";
import { rerankersIn } from "./relevance/relevance-task.ts";

/** Which model of relevance is served, and how it is opened. */
export function rerankerSource(dataFolder: string): {
  /** Changes whenever another model is served; undefined while none is. */
  mark(): Promise<string | undefined>;
  /** @throws CosmoError RELEVANCE_MODEL_DAMAGED, RECORD_DAMAGED */
  open(): Promise<Reranker | undefined>;
} {
  const store = rerankersIn(dataFolder);
  // One is left for the requests that look things up.
  const threads = Math.max(1, availableParallelism() - 1);
  return {
    mark: store.mark,
    async open() {
      const id = await store.served();
      return id === undefined ? undefined : openReranker(store, id, threads);
    },
  };
}
