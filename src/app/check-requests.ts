import type { AnswerForm } from "../generation/answer-form.ts";
import { templates } from "../generation/prompt-templates.ts";
import { typeAsks } from "../generation/type-asks.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { extraBytesOf } from "../language-model/openai-compatible/server.ts";
import { costOf } from "../language-model/prices/price.ts";
import { tokensAtMost } from "../language-model/prices/tokens-at-most.ts";
import { readRelations, seedRelationsFile } from "../relations/relation.ts";
import type { AskedModel } from "./ports.ts";

export interface CheckRequests {
  /** In the form of the settings. */
  readonly sample: GenerateRequest;
  /** Beside it where the sample has no schema and the model is served. */
  readonly schema?: GenerateRequest;
  readonly logProbabilities?: GenerateRequest;
}

const shownType = {
  ...{ id: "", name: "umbrella", calledAs: "umbrella", nameFits: true },
  titles: ["Compact folding umbrella, windproof, black", "Walking umbrella with wooden handle"],
};

/** Enough for a reasoning and a list. */
const jsonTokens = 600;

const { relations: seedRelations } = await readRelations(seedRelationsFile);

function requestIn(form: AnswerForm): GenerateRequest {
  const relations = seedRelations.filter(({ productType }) => productType).slice(0, 1);
  const [ask] = typeAsks("product-type", shownType, relations, templates, form, 1);
  if (ask === undefined) throw new Error("no relation asks about product types");
  return ask.request;
}

/** What a look at the model asks: the first words of a run, and what tells how it answers. */
export function requestsFor({ settings }: Pick<AskedModel, "settings">): CheckRequests {
  const { answers } = settings;
  const sample = requestIn(answers);
  if (settings.provider === "embedded") return { sample };
  const { temperature, topP, topK } = answers;
  const maxTokens = Math.max(answers.maxTokens, jsonTokens);
  return {
    sample,
    ...(answers.form !== "json" && {
      schema: requestIn({ form: "json", count: 5, temperature, topP, topK, maxTokens }),
    }),
    logProbabilities: {
      ...{ system: "", prompt: "What keeps the rain off? Answer in one word.", answerStem: "" },
      ...{ maxTokens: 16, temperature, topP, topK, stop: [], draw: 1, logProbabilities: true },
    },
  };
}

/** What `checkModel` asks of a model, and the most that it costs, in US dollars; null: nobody knows. */
export function plannedCheck(model: Pick<AskedModel, "settings" | "price">): {
  readonly calls: number;
  readonly costUsd: number | null;
} {
  const requests: readonly GenerateRequest[] = Object.values(requestsFor(model));
  const { price, settings } = model;
  const extraBytes = "extraBody" in settings ? extraBytesOf(settings.extraBody) : 0;
  const costs = requests.map((request) =>
    price ? costOf(price, tokensAtMost(request, extraBytes)) : 0,
  );
  return {
    calls: requests.length,
    costUsd: price === undefined ? null : costs.reduce((sum, cost) => sum + cost, 0),
  };
}
