import assert from "node:assert/strict";
import { test } from "node:test";
import { readRelations, seedRelationsFile } from "../relations/relation.ts";
import { answerForm } from "./answer-form.ts";
import { templates } from "./prompt-templates.ts";
import { queryAsks } from "./query-asks.ts";

const { relations: all } = await readRelations(seedRelationsFile);
const relations = all.filter(({ searchBuy }) => searchBuy !== undefined);
const sampling = { temperature: 0.9, topP: 0.8, topK: 40, maxTokens: 24 };
const draws = answerForm.parse({ form: "draws", count: 2, ...sampling });
const list = answerForm.parse({ form: "list", count: 5, ...sampling });
const head = {
  id: "query_1",
  text: "camping gear",
  name: "tent",
  titles: ["Dome Tent", "Headlamp «bright»"],
};

test("a query is asked about as one head, with what was bought after it", () => {
  const [first, ...others] = queryAsks(head, all, templates, list);
  assert.equal(others.length, relations.length - 1);
  assert.deepEqual([first?.scope, first?.head], ["query", head.id]);
  assert.match(first?.promptVersion ?? "", /^query\.list@/);
  const { prompt, answerStem } = first?.request ?? { prompt: "", answerStem: "" };
  assert.match(prompt, /Search Query: «camping gear»\nProducts: «Dome Tent», «Headlamp bright»/);
  assert.match(answerStem, /People who look for «camping gear» use the «tent» for/);
});

test("it is drawn as often as a pair, and only the draw tells the calls apart", () => {
  const asked = queryAsks(head, all, templates, draws);
  assert.equal(asked.length, 2 * relations.length);
  assert.deepEqual(
    asked.slice(0, 2).map(({ request }) => request.draw),
    [1, 2],
  );
  assert.equal(new Set(asked.map(({ request }) => request.prompt)).size, 1);
  assert.equal(asked[0]?.request.answerStem, "People who look for camping gear use the tent for");
});
