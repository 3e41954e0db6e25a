import type { Scope } from "../domain/tables/scopes.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import type { PromptTemplate, RenderedPrompt, TemplateName } from "../prompts/template.ts";
import type { Relation, StemAndQuestion } from "../relations/relation.ts";
import { type AnswerForm, callsPerRelation } from "./answer-form.ts";
import { answerRequest, namedStem } from "./answer-request.ts";
import type { Head } from "./head.ts";
import type { Templates } from "./prompt-templates.ts";
import { stemName } from "./stem-name.ts";

/** One call to the model: what it is asked, and about what. */
export interface Ask {
  readonly scope: Scope;
  /** Id of the pair, the query or the product type. */
  readonly head: string;
  /** Id of another product type of which the answer is said too. */
  readonly otherHead?: string;
  readonly relation: Relation;
  readonly promptVersion: string;
  readonly request: GenerateRequest;
}

/** Which template asks about a behaviour in a form. */
const templateOf = (behaviour: Head["behaviour"], form: AnswerForm["form"]): TemplateName =>
  `${behaviour === "searchBuy" ? "search-buy" : "co-buy"}.${form}`;

/** All calls about one pair, those that share the longest beginning next to each other. */
export function asksOf(
  head: Head,
  relations: readonly Relation[],
  templates: Templates,
  form: AnswerForm,
): readonly Ask[] {
  const template = templates[templateOf(head.behaviour, form.form)];
  const draws = callsPerRelation(form);
  return relations.flatMap((relation) => {
    const asked = relation[head.behaviour];
    if (asked === undefined) return [];
    const rendered = render(head, asked, template, form);
    return Array.from({ length: draws }, (_, index) => ({
      scope: "pair" as const,
      head: head.id,
      relation,
      promptVersion: template.version,
      request: answerRequest(rendered, form, index + 1),
    }));
  });
}

function render(
  head: Head,
  { question, stem }: StemAndQuestion,
  template: PromptTemplate,
  form: AnswerForm,
): RenderedPrompt {
  const { behaviour, first, second, firstName, secondName } = head;
  const searchBuy = behaviour === "searchBuy";
  const isSame = !searchBuy && stemName(firstName) === stemName(secondName);
  const named = namedStem(
    stem,
    searchBuy
      ? { query: [firstName, "this"], product: [secondName, "product"] }
      : {
          productA: [firstName, "product"],
          productB: [isSame ? `other ${stemName(secondName) || "product"}` : secondName, "product"],
        },
    form.form,
  );
  return template.render({
    own: { question, stem: named, count: String(form.count) },
    data: searchBuy ? { query: first, product: second } : { productA: first, productB: second },
  });
}
