import { z } from "zod";
import { intentKnowledge as answer, type IntentKnowledge } from "../../api/intent-knowledge.ts";
import { idParameter, limitParameter } from "../../api/parameters.ts";
import { intentKnowledge } from "../../knowledge/intent-knowledge.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const intentKnowledgeRoute = defineRoute({
  method: "get",
  path: "/v1/intents/{id}",
  role: "reader",
  summary: "An intent, its wordings, and the products and queries that have it",
  params: z.strictObject({ id: idParameter }),
  query: z.strictObject({ limit: limitParameter }),
  answer: jsonAnswer(answer),
  errors: [404, 503],
  handle: ({ params: { id }, query: { limit } }, { graphs }) =>
    graphs.use((graph) =>
      jsonReply({
        version: graph.version,
        ...intentKnowledge(graph.index, id, limit),
      } satisfies IntentKnowledge),
    ),
});
