import { z } from "zod";
import { limitParameter, textParameter } from "../../api/parameters.ts";
import { type SearchAnswer, searchAnswer } from "../../api/search-answer.ts";
import { searchHeads } from "../../knowledge/search-heads.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const searchRoute = defineRoute({
  method: "get",
  path: "/v1/search",
  role: "reader",
  summary:
    "Products and queries by their words, in any order, the last one as the beginning of a word",
  query: z.strictObject({ text: textParameter, limit: limitParameter }),
  answer: jsonAnswer(searchAnswer),
  errors: [503],
  handle: ({ query: { text, limit } }, { graphs }) =>
    graphs.use((graph) =>
      jsonReply({
        version: graph.version,
        results: searchHeads(graph.index, text, limit),
      } satisfies SearchAnswer),
    ),
});
