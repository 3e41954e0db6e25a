import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { readRelations, seedRelationsFile } from "../relations/relation.ts";
import { productRow, shopDatasets, typeRow } from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { type AnswerForm, answerForm } from "./answer-form.ts";
import { templates } from "./prompt-templates.ts";
import {
  countAskedPartners,
  partnerAsks,
  partnerCandidates,
  readPartnerHeads,
  selectPartnerHeads,
  type TypePartnerHead,
  whyRelations,
} from "./type-partner-heads.ts";

const { relations } = await readRelations(seedRelationsFile);
const sampling = { temperature: 0.9, topP: 0.8, topK: 40, maxTokens: 24 };
const draws = answerForm.parse({ form: "draws", count: 3, ...sampling });
const list = answerForm.parse({ form: "list", count: 5, ...sampling });

const crate = { id: "type_b", calledAs: "dog crate", titles: ["Steel crate", "Folding crate"] };
const food = { id: "type_a", calledAs: "dog food", titles: ["Chicken kibble"] };
const head: TypePartnerHead = {
  ...{ type: crate, partner: food, place: 2, count: 6, lift: 24.31, isAsked: true },
};
const asks = (of: TypePartnerHead, form: AnswerForm) =>
  partnerAsks(of, whyRelations(relations), templates, form);

test("purchases say what a type is used with, how often and beyond chance", () => {
  assert.deepEqual(partnerCandidates(head, relations), [
    {
      ...{ call: "behaviour_usedWith", place: 2, scope: "product-type", head: "type_b" },
      ...{ relation: "usedWith", prompt: "behaviour", tail: "dog food" },
      rawText: "dog food (bought together 6 times, 24.3 times what chance gives)",
    },
  ]);
});

test("a model is asked why, of both, in the relations that tell why", () => {
  const asked = asks(head, draws);
  assert.deepEqual(
    asked.map(({ relation, request }) => `${relation.name} ${request.draw}`),
    ["usedFor 1", "usedFor 2", "usedFor 3", "cause 1", "cause 2", "cause 3"],
  );
  for (const { head: one, otherHead, request } of asked) {
    assert.deepEqual([one, otherHead], ["type_a", "type_b"]);
    assert.match(
      request.prompt,
      /Kind 1: «dog food»\nSuch as: «Chicken kibble»\nKind 2: «dog crate»/,
    );
    assert.match(request.answerStem, /the dog food (together with|and) the dog crate/);
  }
  const listed = asks(head, list);
  assert.equal(listed.length, 2);
  assert.match(
    listed[0]?.request.prompt ?? "",
    /List 5 different .* «Steel crate», «Folding crate»/s,
  );
});

test("whichever of both comes first, it is asked the same; and not at all where it is asked elsewhere", () => {
  assert.deepEqual(asks({ ...head, type: food, partner: crate }, draws), asks(head, draws));
  assert.deepEqual(asks({ ...head, isAsked: false }, draws), []);
});

test("a type without a name is nobody's partner, and nobody is asked why", async () => {
  const place = await openStorePlace();
  const { store, sql } = toolsIn(place);
  const nameless = { nameFits: false, calledAs: "product" };
  const odd = typeRow("green", ["Oolong", "Sencha"], { ...nameless, place: 2 });
  const cups = typeRow("cup", ["Tea cup"], { place: 1 });
  const own = typeRow("product", ["Thing"], { place: 3 });
  const shop = await shopDatasets(store, {
    ...{ queries: [], pairs: [], productTypes: [cups, odd, own] },
    products: ["green", "cup", "product"].map((name) => productRow(name, name, name)),
    typePartners: [
      [cups, odd],
      [odd, cups],
      [cups, own],
    ].map(([type, partner], at) => ({
      ...{ type: type?.id ?? "", partner: partner?.id ?? "", round: 1, place: at + 1 },
      ...{ count: 5, lift: 5, logChance: -20 },
    })),
  });
  const files = (name: keyof typeof shop) => ({ files: store.files(shop[name]) });
  const sources = {
    ...{ productTypes: files("productTypes"), products: files("products") },
    typePartners: files("typePartners"),
  };
  const limits = { limitTypes: null, attributesPerType: 3 };
  const buckets = [...new Set([cups, odd, own].map(({ id }) => id.charAt(5)))];
  const heads = await sql.use(async (connection) => {
    assert.equal(await countAskedPartners(connection, sources, limits, 3), 1);
    const selected = await selectPartnerHeads(connection, sources, limits, 3);
    assert.deepEqual(selected, { asked: 1, rows: 2 });
    return Promise.all(buckets.map((bucket) => readPartnerHeads(connection, bucket)));
  });
  assert.deepEqual(
    heads
      .flat()
      .map(({ type, partner, isAsked }) => [type.id, partner.calledAs, isAsked])
      .toSorted(),
    [
      [cups.id, "product", true],
      [odd.id, "cup", false],
    ].toSorted(),
  );
});
