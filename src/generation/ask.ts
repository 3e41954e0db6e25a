import type { GenerateRequest } from "../language-model/language-model.ts";
import type { PromptTemplate, RenderedPrompt, TemplateName } from "../prompts/template.ts";
import type { Relation } from "../relations/relation.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { Head } from "./head.ts";
import { stemName } from "./stem-name.ts";

/** One call to the model: what it is asked, and about what. */
export interface Ask {
  readonly head: Head;
  readonly relation: Relation;
  readonly promptVersion: string;
  readonly request: GenerateRequest;
}

export type Templates = Readonly<Record<TemplateName, PromptTemplate>>;

/** Which template asks about a behaviour in a form. */
const templateOf = (behaviour: Head["behaviour"], form: AnswerForm["form"]): TemplateName =>
  `${behaviour === "searchBuy" ? "search-buy" : "co-buy"}.${form}`;

/** A draw is one phrase: small models lose the thread behind it. */
const endsOfPhrase = ["\n", ".", ",", ";", ":"];

/** All calls about one head, those that share the longest beginning next to each other. */
export function asksOf(
  head: Head,
  relations: readonly Relation[],
  templates: Templates,
  form: AnswerForm,
): readonly Ask[] {
  const template = templates[templateOf(head.behaviour, form.form)];
  const draws = form.form === "draws" ? form.count : 1;
  return relations.flatMap((relation) => {
    const rendered = render(head, relation, template, form);
    return Array.from({ length: draws }, (_, index) => ({
      head,
      relation,
      promptVersion: template.version,
      request: {
        ...rendered,
        temperature: form.temperature,
        topP: form.topP,
        topK: form.topK,
        maxTokens: form.maxTokens,
        stop: form.form === "draws" ? endsOfPhrase : [`\n${form.count + 1}.`],
        draw: index + 1,
      },
    }));
  });
}

function render(
  head: Head,
  relation: Relation,
  template: PromptTemplate,
  form: AnswerForm,
): RenderedPrompt {
  const { question, stem } = relation[head.behaviour];
  const { behaviour, first, second, firstName, secondName } = head;
  const searchBuy = behaviour === "searchBuy";
  // A draw goes on from the stem, where marks would be words; a list is asked of a model that knows
  // them from the prompt.
  const shown = (name: string, otherwise: string): string => {
    const words = stemName(name) || otherwise;
    return form.form === "list" ? `«${words}»` : words;
  };
  const firstShown = shown(firstName, searchBuy ? "this" : "product");
  const secondShown = shown(secondName, "product");
  const named = withNames(
    stem,
    searchBuy
      ? { query: firstShown, product: secondShown }
      : {
          productA: firstShown,
          productB: firstShown === secondShown ? `other ${secondShown}` : secondShown,
        },
  );
  return template.render({
    own: { question, stem: named, count: String(form.count) },
    data: searchBuy ? { query: first, product: second } : { productA: first, productB: second },
  });
}

function withNames(stem: string, names: Readonly<Record<string, string>>): string {
  return stem.replace(/\{(\w+)\}/g, (place, key: string) => names[key] ?? place);
}
