import { healthAnswer, readyAnswer } from "../../api/workspace-answers.ts";
import { jsonReply } from "../reply.ts";
import { graphMissing } from "../request-errors.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const healthRoute = defineRoute({
  method: "get",
  path: "/healthz",
  role: "public",
  summary: "Whether the server is there",
  answer: jsonAnswer(healthAnswer),
  errors: [],
  handle: () => jsonReply({ status: "ok" }),
});

export const readyRoute = defineRoute({
  method: "get",
  path: "/readyz",
  role: "public",
  summary: "Whether it has a graph to answer from",
  answer: jsonAnswer(readyAnswer),
  errors: [503],
  handle(_input, { graphs, defaults }) {
    const graph = graphs.now();
    if (graph === undefined) throw graphs.failure() ?? graphMissing();
    return jsonReply({ status: "ready", version: graph.version, ...defaults });
  },
});
