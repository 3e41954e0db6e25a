import { z } from "zod";
import { defineRoute } from "../route.ts";

export const metricsRoute = defineRoute({
  method: "get",
  path: "/metrics",
  role: "operator",
  summary: "What the server counts of itself, for Prometheus",
  answer: { contentType: "text/plain", schema: z.string() },
  errors: [],
  handle: async (_input, { metrics }) => ({
    status: 200,
    headers: { "content-type": metrics.contentType, "cache-control": "no-store" },
    body: await metrics.text(),
  }),
});
