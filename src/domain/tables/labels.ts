import { z } from "zod";
import { integer, json, nullable, oneOf, real, text, texts } from "../column.ts";
import { defineTable, type RowOf } from "../table.ts";
import { subjects } from "./scopes.ts";

export const answerWords = ["yes", "no", "not-sure"] as const;
export const splits = ["train", "calibration", "test"] as const;

/** Who made a claim that was ranked from a closed list, not generated. */
export const closedListMaker = "closed list";

/** Who made a claim that says what is bought together: no model was asked. */
export const purchasesMaker = "purchases";

export const labels = defineTable(
  "labels",
  "What one annotator said of one claim. Claims are known by their words, so that labels outlive every run.",
  ["id"],
  {
    id: text("Hash of data, head, relation, tail, annotator and round."),
    data: text("Where the head comes from: sample-shop, or a shop's own name."),
    subject: oneOf(
      subjects,
      "What the claim is about: a pair of a behaviour, a type, a product, a query.",
    ),
    query: nullable(text("searchBuy, query: the query, normalised.")),
    productA: nullable(text("coBuy: id of the first product.")),
    productB: nullable(text("Id of the product, or of the one bought; coBuy: of the second one.")),
    titleA: nullable(text("Title of product A; null as long as no catalogue said it.")),
    typeA: nullable(text("Product type of product A.")),
    titleB: nullable(text("Title of product B; null as long as no catalogue said it.")),
    typeB: nullable(text("Product type of product B; productType, query: the type that is meant.")),
    titles: texts("productType: the titles that were shown with it."),
    domain: nullable(text("Department of product B; productType: of most products of the type.")),
    relation: text("Name of the relation."),
    tail: text("The tail as it was claimed."),
    sentence: text("The claim in words, as it was read."),
    madeBy: text("The language model that made the claim, or author."),
    annotator: text("Who answered."),
    annotatorKind: oneOf(["person", "author", "model"], "What kind of annotator."),
    answers: json(
      z.record(z.string(), z.enum(answerWords)),
      "Question (complete, relevant, plausible, informative, typical) to yes, no or not-sure.",
    ),
    guideline: integer("Version of the guideline that was followed."),
    round: integer("1: first reading; 2: read again by somebody else."),
    measures: json(
      z.record(z.string(), z.number()),
      "What was known of the claim where it was drawn: support, votes, documentFrequency, spread, pairCount, lift; share, plausibility, typicality.",
    ),
    weight: nullable(
      real("The weight with which the claim was drawn; null where it was not, or not kept."),
    ),
    split: nullable(
      oneOf(
        [...splits, "none"],
        "What the label may be used for; none: its type or tail stands on two sides; null: not decided yet.",
      ),
    ),
  },
);

export type LabelRow = RowOf<typeof labels>;
