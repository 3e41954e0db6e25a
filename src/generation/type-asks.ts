import type { ProductType } from "../domain/tables/product-types.ts";
import type { TypeScope } from "../domain/tables/scopes.ts";
import type { Relation } from "../relations/relation.ts";
import type { AnswerForm } from "./answer-form.ts";
import { answerRequest, namedStem } from "./answer-request.ts";
import type { Ask } from "./ask.ts";
import type { Templates } from "./prompt-templates.ts";

/** What a prompt shows of a product type. With an attribute, its name is “waterproof laptop bag”. */
export type TypeHead = Pick<ProductType, "id" | "name" | "titles" | "nameFits" | "calledAs">;

/** Titles in one prompt: enough to tell which sense of its name a type has. */
const titlesShown = 3;

/**
 * All calls about one product type, those that share the longest beginning next to each other. Each draw
 * shows other titles, as long as there are others: what holds of the type is said again. A name that does not
 * fit is not shown.
 *
 * @param draws calls for each relation
 */
export function typeAsks(
  scope: TypeScope,
  head: TypeHead,
  relations: readonly Relation[],
  templates: Templates,
  form: AnswerForm,
  draws: number,
): readonly Ask[] {
  const template = templates[`product-type${head.nameFits ? "" : "-titles"}.${form.form}`];
  return Array.from({ length: draws }, (_, index) => index + 1).flatMap((draw) =>
    relations.flatMap((relation) => {
      const { productType } = relation;
      if (productType === undefined) return [];
      const { question, stem } = productType;
      const named = namedStem(stem, { type: [head.calledAs, "product"] }, form.form);
      const rendered = template.render({
        own: { question, stem: named, count: String(form.count) },
        data: { type: head.name },
        lists: { titles: titlesOf(head.titles, draw) },
      });
      return {
        scope,
        head: head.id,
        relation,
        promptVersion: template.version,
        request: answerRequest(rendered, form, draw),
      };
    }),
  );
}

function titlesOf(titles: readonly string[], draw: number): readonly string[] {
  const first = titlesShown * (draw - 1);
  return Array.from(
    { length: Math.min(titlesShown, titles.length) },
    (_, place) => titles[(first + place) % titles.length] ?? "",
  );
}
