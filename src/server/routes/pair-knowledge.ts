import { z } from "zod";
import { pairKnowledge as answer, type PairKnowledge } from "../../api/pair-knowledge.ts";
import {
  limitParameter,
  localeParameter,
  productParameter,
  siteParameter,
  textParameter,
} from "../../api/parameters.ts";
import type { ServedGraph } from "../../app/served-graph.ts";
import { type AskedPair, pairKnowledge } from "../../knowledge/pair-knowledge.ts";
import { askedQuery, placeOf } from "../asked-query.ts";
import { jsonReply } from "../reply.ts";
import { requestInvalid } from "../request-errors.ts";
import { defineRoute, jsonAnswer } from "../route.ts";
import type { Services } from "../services.ts";

const query = z.strictObject({
  product: productParameter,
  query: textParameter.optional(),
  with: productParameter.optional().meta({ description: "Another product, in place of `query`." }),
  site: siteParameter,
  locale: localeParameter,
  limit: limitParameter,
});

export const pairKnowledgeRoute = defineRoute({
  method: "get",
  path: "/v1/pairs/knowledge",
  role: "reader",
  summary:
    "What is asserted of a query and a product, or of two products: `product` with either `query` or `with`",
  query,
  answer: jsonAnswer(answer),
  errors: [404, 503],
  handle: ({ query: asked }, { graphs, defaults }) =>
    graphs.use((graph) =>
      jsonReply({
        version: graph.version,
        ...pairKnowledge(graph, pairOf(graph, asked, defaults), asked.limit),
      } satisfies PairKnowledge),
    ),
});

function pairOf(
  graph: ServedGraph,
  { product, query: text, with: other, ...named }: z.infer<typeof query>,
  defaults: Services["defaults"],
): AskedPair {
  const { site } = placeOf(named, defaults);
  if (text !== undefined && other === undefined) {
    return { query: askedQuery(graph, text, named, defaults), site, product };
  }
  if (other !== undefined && text === undefined) return { site, product, with: other };
  throw requestInvalid("Beside product, one of query and with is needed, and not both");
}
