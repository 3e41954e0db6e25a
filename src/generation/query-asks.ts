import type { Relation } from "../relations/relation.ts";
import { type AnswerForm, callsPerRelation } from "./answer-form.ts";
import { answerRequest, namedStem } from "./answer-request.ts";
import type { Ask } from "./ask.ts";
import type { Templates } from "./prompt-templates.ts";

/** What a prompt shows of a query. */
export interface QueryHead {
  readonly id: string;
  readonly text: string;
  /** What was bought most after it: a type, or the first words of a title. */
  readonly name: string;
  /** Of products bought after it. */
  readonly titles: readonly string[];
}

/**
 * All calls about one query, those that share the longest beginning next to each other. Questions and stems are those
 * of a query and a product, with what was bought most in the product's place: a relation needs no words of its
 * own for it.
 */
export function queryAsks(
  head: QueryHead,
  relations: readonly Relation[],
  templates: Templates,
  form: AnswerForm,
): readonly Ask[] {
  const template = templates[`query.${form.form}`];
  const draws = callsPerRelation(form);
  return relations.flatMap((relation) => {
    if (relation.searchBuy === undefined) return [];
    const { question, stem } = relation.searchBuy;
    const named = namedStem(
      stem,
      { query: [head.text, "this"], product: [head.name, "product"] },
      form.form,
    );
    const rendered = template.render({
      own: { question, stem: named, count: String(form.count) },
      data: { query: head.text },
      lists: { titles: head.titles },
    });
    return Array.from({ length: draws }, (_, index) => ({
      scope: "query" as const,
      head: head.id,
      relation,
      promptVersion: template.version,
      request: answerRequest(rendered, form, index + 1),
    }));
  });
}
