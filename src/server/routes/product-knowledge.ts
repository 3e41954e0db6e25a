import { z } from "zod";
import { limitParameter, productParameter } from "../../api/parameters.ts";
import { productKnowledge as answer, type ProductKnowledge } from "../../api/product-knowledge.ts";
import { productKnowledge } from "../../knowledge/product-knowledge.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const productKnowledgePath = "/v1/products/{id}/knowledge";

export const productKnowledgeRoute = defineRoute({
  method: "get",
  path: productKnowledgePath,
  // An id is `site/sku`: its slash may be written as %2F or as it is.
  alsoAt: ["/v1/products/:id{.+}/knowledge"],
  role: "reader",
  summary: "What is known of a product",
  params: z.strictObject({ id: productParameter }),
  query: z.strictObject({ limit: limitParameter }),
  answer: jsonAnswer(answer),
  errors: [404, 503],
  handle: ({ params: { id }, query: { limit } }, { graphs, defaults, metrics }) =>
    graphs.use((graph) => {
      const found = productKnowledge(graph, defaults.site, id, limit);
      metrics.matched("product", found.total);
      return jsonReply({ version: graph.version, ...found } satisfies ProductKnowledge);
    }),
});
