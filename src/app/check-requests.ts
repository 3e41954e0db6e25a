import type { CriticInput } from "../critic/critic.ts";
import { verdictRequest, verdictTokens } from "../critic/verdict-request.ts";
import type { AnswerForm } from "../generation/answer-form.ts";
import { templates } from "../generation/prompt-templates.ts";
import { typeAsks } from "../generation/type-asks.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { readRelations, seedRelationsFile } from "../relations/relation.ts";
import { costAtMost } from "./cost-at-most.ts";
import type { AskedModel } from "./ports.ts";

export interface CheckRequests {
  /** In the form of the settings. */
  readonly sample: GenerateRequest;
  /** Of a model that judges, as a run asks it about a claim. */
  readonly verdict?: GenerateRequest;
  /** Where neither of them has one and the model is served. */
  readonly schema?: GenerateRequest;
  readonly logProbabilities?: GenerateRequest;
}

const shownType = {
  ...{ id: "", name: "umbrella", calledAs: "umbrella", nameFits: true },
  titles: ["Compact folding umbrella, windproof, black", "Walking umbrella with wooden handle"],
};

/** A claim that a model that judges is asked about. */
export const shownClaim: CriticInput = {
  ...{ relation: "usedFor", subject: "productType", query: null, counts: {} },
  ...{ tail: "keeping dry", sentence: "People use it for keeping dry." },
  products: shownType.titles.map((title) => ({ title, type: shownType.name })),
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
export function requestsFor({
  settings,
  roles,
}: Pick<AskedModel, "settings" | "roles">): CheckRequests {
  const { answers } = settings;
  const sample = requestIn(answers);
  if (settings.provider === "embedded") return { sample };
  const { temperature, topP, topK } = answers;
  const maxTokens = Math.max(answers.maxTokens, jsonTokens);
  const isJudge = roles.includes("judge");
  return {
    sample,
    ...(isJudge && { verdict: verdictRequest(shownClaim, verdictTokens(answers.maxTokens)) }),
    ...(answers.form !== "json" &&
      !isJudge && {
        schema: requestIn({ form: "json", count: 5, temperature, topP, topK, maxTokens }),
      }),
    logProbabilities: {
      ...{ system: "", prompt: "What keeps the rain off? Answer in one word.", answerStem: "" },
      ...{ maxTokens: 16, temperature, topP, topK, stop: [], draw: 1, logProbabilities: true },
    },
  };
}

/** What `checkModel` asks of a model, and the most that it costs, in US dollars; null: nobody knows. */
export function plannedCheck(model: Pick<AskedModel, "settings" | "roles" | "price">): {
  readonly calls: number;
  readonly costUsd: number | null;
} {
  const requests: readonly GenerateRequest[] = Object.values(requestsFor(model));
  return { calls: requests.length, costUsd: costAtMost(model.settings, model.price, requests) };
}
