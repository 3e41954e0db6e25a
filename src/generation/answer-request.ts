import type { GenerateRequest } from "../language-model/language-model.ts";
import type { RenderedPrompt } from "../prompts/template.ts";
import type { AnswerForm } from "./answer-form.ts";
import { listedAnswersSchema } from "./listed-answers.ts";
import { stemName } from "./stem-name.ts";

/** A draw is one phrase: small models lose the thread behind it. */
const endsOfPhrase = ["\n", ".", ",", ";", ":"];

/** The request for one answer to a prompt. */
export const answerRequest = (
  rendered: RenderedPrompt,
  form: AnswerForm,
  draw: number,
): GenerateRequest => ({
  ...rendered,
  temperature: form.temperature,
  topP: form.topP,
  topK: form.topK,
  maxTokens: form.maxTokens,
  stop: stopsOf(form),
  draw,
  ...(form.form === "json" && { schema: listedAnswersSchema }),
});

function stopsOf({ form, count }: AnswerForm): readonly string[] {
  if (form === "json") return [];
  return form === "draws" ? endsOfPhrase : [`\n${count + 1}.`];
}

/**
 * A stem with its names filled in. A draw goes on from the stem, where marks would be words; a list is
 * asked of a model that knows them from the prompt, as lines or as JSON.
 *
 * @param names by what the stem calls them: the shop's words, and what is said where nothing is left of them
 */
export function namedStem(
  stem: string,
  names: Readonly<Record<string, readonly [words: string, otherwise: string]>>,
  form: AnswerForm["form"],
): string {
  return stem.replace(/\{(\w+)\}/g, (place, key: string) => {
    const name = names[key];
    if (name === undefined) return place;
    const words = stemName(name[0]) || name[1];
    return form === "draws" ? words : `«${words}»`;
  });
}
