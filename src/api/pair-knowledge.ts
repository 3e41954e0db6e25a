import { z } from "zod";
import { count, intent, knowledge, plausibility, version } from "./knowledge.ts";
import { list } from "./list.ts";

export const pairKnowledge = z
  .strictObject({
    version,
    behaviour: z.enum(["searchBuy", "coBuy"]),
    pair: z
      .strictObject({ id: z.string() })
      .nullable()
      .meta({ description: "Null: nothing is asserted of the pair." }),
    assertions: list(
      z.strictObject({
        claim: z.string(),
        relation: z.string(),
        sentence: z.string(),
        intent,
        plausibility,
        typicality: plausibility,
        support: count,
      }),
    ),
    shared: list(knowledge).meta({
      description: "Edges that both have, by relation and intent, as the first has them.",
    }),
  })
  .meta({ id: "PairKnowledge" });

export type PairKnowledge = z.infer<typeof pairKnowledge>;
