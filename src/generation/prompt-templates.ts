import {
  type PromptTemplate,
  readTemplate,
  type TemplateName,
  templateNames,
} from "../prompts/template.ts";
import type { AnswerForm } from "./answer-form.ts";

export type Templates = Readonly<Record<TemplateName, PromptTemplate>>;

/** The prompts that come with cosmo. */
export const templates: Templates = await readTemplates();

/** What a form's prompts are. Changed words make answers stale, so they are part of what a stage uses. */
export const promptVersions = (form: AnswerForm["form"]): string =>
  templateNames
    .filter((name) => name.endsWith(`.${form}`))
    .map((name) => templates[name].version)
    .join(" ");

async function readTemplates(): Promise<Templates> {
  const entries = await Promise.all(
    templateNames.map(async (name) => [name, await readTemplate(name)] as const),
  );
  return Object.fromEntries(entries) as Record<TemplateName, PromptTemplate>;
}
