import { z } from "zod";
import { type MiningAnswer, miningAnswer } from "../../api/mining-answer.ts";
import { limitParameter } from "../../api/parameters.ts";
import { jsonReply } from "../reply.ts";
import { defineRoute, jsonAnswer } from "../route.ts";

export const miningRoute = defineRoute({
  method: "get",
  path: "/v1/mining",
  role: "operator",
  summary:
    "What mining did with the log, as `cosmo evaluate mining --json` with lists up to a limit",
  query: z.strictObject({ limit: limitParameter }),
  answer: jsonAnswer(miningAnswer),
  errors: [404],
  async handle({ query: { limit } }, { mining, graphs }) {
    const report = await mining(limit);
    return jsonReply({
      version: graphs.now()?.version ?? null,
      ...report,
    } satisfies MiningAnswer);
  },
});
