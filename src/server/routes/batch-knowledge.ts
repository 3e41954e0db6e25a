import { setImmediate } from "node:timers/promises";
import {
  batchKnowledge as answer,
  type BatchKnowledge,
  type BatchRequest,
  batchRequest,
} from "../../api/batch-knowledge.ts";
import type { ServedGraph } from "../../app/served-graph.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { type ProductKnowledge, productKnowledge } from "../../knowledge/product-knowledge.ts";
import { type QueryKnowledge, queryKnowledge } from "../../knowledge/query-knowledge.ts";
import { askedQuery } from "../asked-query.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";
import type { Services } from "../services.ts";

/** Heads that are looked up before other requests get their turn. */
const headsPerTurn = 20;

interface UnknownProduct {
  readonly product: { readonly id: string };
  readonly match: "none";
  readonly queued: false;
  readonly total: 0;
  readonly knowledge: readonly [];
}

export const batchKnowledgeRoute = defineRoute({
  method: "post",
  path: "/v1/knowledge",
  role: "reader",
  summary: "What is known of many queries and products, all of one version",
  body: batchRequest,
  answer: jsonAnswer(answer),
  errors: [404, 503],
  handle: ({ body: { heads, limit } }, services, { signal }) =>
    services.graphs.use(async (graph) => {
      const answers: Promise<QueryKnowledge | ProductKnowledge | UnknownProduct>[] = [];
      for (const [place, head] of heads.entries()) {
        if (place > 0 && place % headsPerTurn === 0) await setImmediate();
        if (signal.aborted) break;
        const answer =
          "product" in head
            ? productAnswer(graph, head.product, limit, services)
            : queryAnswer(graph, head, limit, services);
        // Waited for below; until then nobody hears of one that fails.
        answer.catch(() => {});
        answers.push(answer);
      }
      // All of them, also where one fails: the index must not close below the others.
      await Promise.allSettled(answers);
      signal.throwIfAborted();
      return jsonReply({
        version: graph.version,
        answers: await Promise.all(answers),
      } satisfies BatchKnowledge);
    }),
});

type QueryHead = Extract<BatchRequest["heads"][number], { readonly query: string }>;

async function queryAnswer(
  graph: ServedGraph,
  { query: text, ...named }: QueryHead,
  limit: number,
  { defaults, metrics }: Services,
): Promise<QueryKnowledge> {
  const asked = askedQuery(graph, text, named, defaults);
  const found = await queryKnowledge(graph, asked, limit);
  metrics.matched(found.match, found.total);
  return found;
}

/** A product that is not known is no reason to withhold the other answers. */
async function productAnswer(
  graph: ServedGraph,
  id: string,
  limit: number,
  { defaults, metrics }: Services,
): Promise<ProductKnowledge | UnknownProduct> {
  try {
    const found = productKnowledge(graph, defaults.site, id, limit);
    metrics.matched("product", found.total);
    return found;
  } catch (error) {
    if (!(error instanceof CosmoError) || error.code !== "PRODUCT_UNKNOWN") throw error;
    return { product: { id }, match: "none", queued: false, total: 0, knowledge: [] };
  }
}
