import { z } from "zod";
import { count, plausibility, version } from "./knowledge.ts";
import { list } from "./list.ts";

const leading = { id: z.string(), relation: z.string(), score: plausibility };

export const intentKnowledge = z
  .strictObject({
    version,
    intent: z.strictObject({
      id: z.string(),
      wording: z.string(),
      aliases: list(z.string()).meta({ description: "Every surface that leads to it." }),
    }),
    products: z.strictObject({
      total: count,
      rows: list(z.strictObject({ ...leading, title: z.string() })),
    }),
    queries: z.strictObject({
      total: count,
      rows: list(
        z.strictObject({ ...leading, text: z.string(), site: z.string(), locale: z.string() }),
      ),
    }),
  })
  .meta({ id: "IntentKnowledge" });

export type IntentKnowledge = z.infer<typeof intentKnowledge>;
