import { z } from "zod";
import { count, version } from "./knowledge.ts";
import { list } from "./list.ts";

export const searchAnswer = z
  .strictObject({
    version,
    results: list(
      z.strictObject({
        kind: z.enum(["product", "query"]),
        id: z.string(),
        site: z.string(),
        locale: z.string(),
        words: z.string(),
        domain: z.string().nullable(),
        productType: z.string().nullable(),
        edges: count,
      }),
    ).meta({ description: "Those with more edges first." }),
  })
  .meta({ id: "SearchAnswer" });

export type SearchAnswer = z.infer<typeof searchAnswer>;
