import { hashOf } from "../domain/hash.ts";
import type { LabelRow } from "../domain/tables/labels.ts";

/** A label as it stands after its stage; nothing special unless it is given. */
export function labelRow(details: Partial<LabelRow> = {}): LabelRow {
  const row: LabelRow = {
    id: "",
    data: "shop",
    subject: "searchBuy",
    query: "camping",
    productA: null,
    productB: "shop/tent",
    titleA: null,
    typeA: null,
    titleB: "Sturdy shelter",
    typeB: "tent",
    titles: [],
    domain: "Outdoors",
    relation: "usedFor",
    tail: "sleeping outdoors",
    sentence: "People use it for sleeping outdoors.",
    madeBy: "a model",
    annotator: "one",
    annotatorKind: "person",
    answers: { plausible: "yes", typical: "yes" },
    guideline: 1,
    round: 1,
    weight: null,
    measures: {},
    split: "train",
    ...details,
  };
  return details.id === undefined ? { ...row, id: `label_${hashOf(row).slice(0, 20)}` } : row;
}
