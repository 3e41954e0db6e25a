import { z } from "zod";
import {
  limitParameter,
  localeParameter,
  siteParameter,
  textParameter,
} from "../../api/parameters.ts";
import { queryKnowledge as answer, type QueryKnowledge } from "../../api/query-knowledge.ts";
import { queryKnowledge } from "../../knowledge/query-knowledge.ts";
import { askedQuery } from "../asked-query.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const queryKnowledgePath = "/v1/query/knowledge";

export const queryKnowledgeRoute = defineRoute({
  method: "get",
  path: queryKnowledgePath,
  role: "reader",
  summary: "What is known of a query",
  query: z.strictObject({
    text: textParameter,
    site: siteParameter,
    locale: localeParameter,
    limit: limitParameter,
  }),
  answer: jsonAnswer(answer),
  errors: [404, 503],
  handle: ({ query: { text, limit, ...named } }, { graphs, defaults, metrics }) =>
    graphs.use(async (graph) => {
      const asked = askedQuery(graph, text, named, defaults);
      const found = await queryKnowledge(graph, asked, limit);
      metrics.matched(found.match, found.total);
      return jsonReply({ version: graph.version, ...found } satisfies QueryKnowledge);
    }),
});
