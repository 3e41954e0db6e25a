import { z } from "zod";
import { count } from "./knowledge.ts";
import { list } from "./list.ts";
import { idParameter, productParameter, textParameter, visibleText } from "./parameters.ts";

const mostProducts = 100;
const longestTitle = 2000;

const titledProduct = z.strictObject({
  id: idParameter.meta({ description: "Any name, which the answer gives back." }),
  title: visibleText(longestTitle).meta({
    description: "As the shop shows it, with a sign that can be seen.",
  }),
});

const knownProduct = z.strictObject({ product: productParameter });

const product = z.union([titledProduct, knownProduct], {
  error: "must have either id and title, or product",
});

export const rerankRequest = z
  .strictObject({
    query: textParameter.meta({ description: "Words as they are typed." }),
    products: z.array(product).min(1).max(mostProducts),
    limit: z
      .int()
      .min(1)
      .max(mostProducts)
      .default(mostProducts)
      .meta({ description: "Products of the answer." }),
  })
  .meta({ id: "RerankRequest" });

export type RerankRequest = z.infer<typeof rerankRequest>;

const rankedProduct = z.strictObject({
  id: z.string().meta({ description: "As asked." }),
  score: z.number().meta({ description: "The gain to be expected: higher is better." }),
  class: z.string().meta({
    description:
      "The class that is decided for; rare classes count for more, as the model's card says.",
  }),
  probabilities: z
    .record(z.string(), z.number().min(0).max(1))
    .meta({ description: "Of each class." }),
});

export const rerankAnswer = z
  .strictObject({
    model: z.string().meta({ description: "The model of relevance that ranked." }),
    version: z.string().nullable().meta({
      description: "The graph version that titles were taken from; null where all were given.",
    }),
    total: count.meta({ description: "Products that were ranked." }),
    products: list(rankedProduct).meta({ description: "By score, the highest first." }),
    unknown: list(z.string()).meta({
      description: "Products, as asked, that the graph does not know: they are not ranked.",
    }),
  })
  .meta({ id: "RerankAnswer" });

export type RerankAnswer = z.infer<typeof rerankAnswer>;
