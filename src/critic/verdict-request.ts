import type { GenerateRequest } from "../language-model/language-model.ts";
import { type PromptTemplate, readTemplate, verdictTemplateNames } from "../prompts/template.ts";
import { type CriticInput, type CriticSubject, criticSubjects, endsOf } from "./critic.ts";
import { verdictSchema } from "./verdict.ts";

const templates = Object.fromEntries(
  await Promise.all(
    criticSubjects.map(
      async (subject) => [subject, await readTemplate(verdictTemplateNames[subject])] as const,
    ),
  ),
) as Record<CriticSubject, PromptTemplate>;

/** What the prompts are: changed words are other questions. */
export const verdictPromptVersions: string = criticSubjects
  .map((subject) => templates[subject].version)
  .join(" ");

/** A verdict with its reasoning is shorter; a model that reasons before it speaks needs more. */
const fewestTokens = 400;

/** The longest answer that a model is allowed, by that of its settings. */
export const verdictTokens = (maxTokens: number): number => Math.max(maxTokens, fewestTokens);

/** The one question about a claim. Its words and what it is about are data. */
export function verdictRequest(input: CriticInput, maxTokens: number): GenerateRequest {
  const { subject, sentence, products } = input;
  const [first, second] = endsOf(input);
  return {
    ...templates[subject].render({
      own: {},
      data: { first, second, claim: sentence },
      lists: { titles: products.map(({ title }) => title) },
    }),
    ...{ temperature: 0, topP: 1, topK: 0, maxTokens, stop: [], draw: 0, schema: verdictSchema },
    purpose: "verdict",
  };
}
