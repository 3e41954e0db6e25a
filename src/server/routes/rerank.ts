import {
  type RerankAnswer,
  type RerankRequest,
  rerankAnswer,
  rerankRequest,
} from "../../api/rerank.ts";
import { knownProduct } from "../../knowledge/product-knowledge.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";
import type { Services } from "../services.ts";

export const rerankRoute = defineRoute({
  method: "post",
  path: "/v1/rerank",
  role: "reader",
  summary: "Products in the order in which they fit a query, by the shop's own model of relevance",
  body: rerankRequest,
  answer: jsonAnswer(rerankAnswer),
  errors: [503],
  handle: ({ body: { query, products, limit } }, services, { signal }) =>
    services.rerankers.use(async (reranker) => {
      const { titled, unknown, version } = await titlesOf(products, services);
      const judged = await reranker.judge(
        query,
        titled.map(({ title }) => title),
        signal,
      );
      const ranked = judged
        .map((one, place) => ({ id: titled[place]?.id ?? "", ...one }))
        .toSorted((a, b) => b.score - a.score);
      return jsonReply({
        ...{ model: reranker.id, version, total: ranked.length },
        ...{ products: ranked.slice(0, limit), unknown },
      } satisfies RerankAnswer);
    }),
});

interface Titled {
  readonly id: string;
  readonly title: string;
}

interface Titles {
  readonly titled: readonly Titled[];
  readonly unknown: readonly string[];
  readonly version: string | null;
}

/** A product that is not known is no reason to withhold the others. */
async function titlesOf(
  products: RerankRequest["products"],
  { graphs, defaults }: Services,
): Promise<Titles> {
  if (products.every((product) => "title" in product)) {
    return { titled: products, unknown: [], version: null };
  }
  return graphs.use(({ index, version }) => {
    const titled: Titled[] = [];
    const unknown: string[] = [];
    for (const product of products) {
      if ("title" in product) {
        titled.push(product);
        continue;
      }
      const id = product.product;
      const place = knownProduct(index, defaults.site, id);
      if (place === undefined) unknown.push(id);
      else titled.push({ id, title: index.head(place.number).words });
    }
    return { titled, unknown, version };
  });
}
