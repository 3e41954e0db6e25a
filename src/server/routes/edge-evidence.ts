import { z } from "zod";
import { edgeEvidence } from "../../api/edge-evidence.ts";
import { idParameter } from "../../api/parameters.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const edgeEvidenceRoute = defineRoute({
  method: "get",
  path: "/v1/edges/{id}",
  role: "operator",
  summary: "The way back from an edge to what the model said and what shoppers did",
  params: z.strictObject({ id: idParameter }),
  answer: jsonAnswer(edgeEvidence),
  errors: [404, 503],
  handle: ({ params: { id } }, { graphs, evidence }) =>
    graphs.use(async (graph) => jsonReply(await evidence(graph.version, id))),
});
