import { statusAnswer, versionsAnswer } from "../../api/workspace-answers.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const statusRoute = defineRoute({
  method: "get",
  path: "/v1/status",
  role: "operator",
  summary: "Where the workspace stands, as `cosmo status --json`",
  answer: jsonAnswer(statusAnswer),
  errors: [],
  async handle(_input, { status, graphs }) {
    return jsonReply({ version: graphs.now()?.version ?? null, ...(await status()) });
  },
});

export const versionsRoute = defineRoute({
  method: "get",
  path: "/v1/versions",
  role: "operator",
  summary: "The versions of the graph, newest first, as `cosmo graph log --json`",
  answer: jsonAnswer(versionsAnswer),
  errors: [],
  async handle(_input, { versions, graphs }) {
    return jsonReply({ version: graphs.now()?.version ?? null, versions: await versions() });
  },
});
