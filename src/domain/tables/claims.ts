import { boolean, integer, nullable, oneOf, real, text, texts } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";
import { scopes } from "./scopes.ts";

/** The filters in the order in which they decide: five of COSMO, and what says the same again. */
export const filterNames = [
  "firstSentence",
  "completeness",
  "copy",
  "generic",
  "paraphrase",
  "repetition",
] as const;

export const claims = defineTable(
  "claims",
  "What people and critics judge: one row per head, relation and tail text, kept or dropped.",
  ["id"],
  {
    id: text("Hash of scope, head, relation and tail."),
    scope: oneOf(scopes, "What the head is."),
    head: text("Id of the pair, the query or the row of the product types."),
    relation: text("Name of the relation."),
    tail: text("First sentence of the answer, normalised."),
    sentence: text("The claim in words, as the perplexity was measured on it."),
    support: integer("How many candidates said it."),
    votes: integer(
      "How many said the same of the head with its relation: in its normal form, or in words that mean the same.",
    ),
    calls: texts("Ids of the calls that said it, sorted."),
    kept: boolean("True when every filter let it pass."),
    droppedBy: nullable(oneOf(filterNames, "The first filter that stopped it.")),
    dropReason: nullable(text("The measure, its value and the cut, in words.")),
    perplexity: nullable(real("Of the sentence, by the measuring model; null where not measured.")),
    copySimilarity: nullable(real("Greatest edit similarity to query, type or title, 0 to 1.")),
    documentFrequency: nullable(
      integer(
        "Distinct pairs, or distinct product types whatever their attributes, with the same normal form.",
      ),
    ),
    spread: nullable(real("Normalised entropy over product types, 0 to 1.")),
    contextCosine: nullable(real("Greatest cosine of the tail to query, type or title.")),
    typeDifference: nullable(
      real(
        "How much likelier the tail is by its type, in natural logarithms; measured where it is said of many types.",
      ),
    ),
  },
);

export type Claim = RowOf<typeof claims>;
export type FilterName = (typeof filterNames)[number];
