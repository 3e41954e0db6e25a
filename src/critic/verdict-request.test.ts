import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { asData } from "../text/delimited.ts";
import type { CriticInput } from "./critic.ts";
import { criticInput } from "./critic-for-tests.ts";
import { readVerdict, verdictProblem } from "./verdict.ts";
import { verdictRequest, verdictTokens } from "./verdict-request.ts";

const inputs = (
  words: string,
  sentence = "People use it for sleeping.",
): readonly CriticInput[] => [
  criticInput({ sentence, query: words, products: [{ title: words, type: words }] }),
  criticInput({
    ...{ sentence, subject: "coBuy", query: null },
    products: [
      { title: words, type: null },
      { title: "Camp stove", type: words },
    ],
  }),
  criticInput({
    ...{ sentence, subject: "productType", query: null },
    products: [
      { title: "Sturdy shelter", type: words },
      { title: words, type: words },
    ],
  }),
];

test("one question about a claim, with its words and what it is about, in the words of its subject", () => {
  const [search, together, type] = inputs("winter tent").map((input) => verdictRequest(input, 500));
  assert.match(search?.prompt ?? "", /Search query: «winter tent»\n.*: «winter tent»/);
  assert.match(together?.prompt ?? "", /Product 1: «winter tent»\n.*«Camp stove \(winter tent\)»/);
  assert.match(type?.prompt ?? "", /Kind of product: «winter tent»\n.*«Sturdy shelter», «winter/);
  for (const request of [search, together, type]) {
    assert.match(request?.prompt ?? "", /\nClaim: «People use it for sleeping\.»\n/);
    const { temperature, draw, maxTokens, answerStem } = request ?? assert.fail();
    assert.deepEqual([temperature, draw, maxTokens, answerStem], [0, 0, 500, ""]);
    assert.deepEqual(Object.keys(Object(request?.schema?.["properties"])), [
      "reasoning",
      "plausible",
      "typical",
    ]);
  }
  assert.deepEqual([verdictTokens(24), verdictTokens(4000)], [400, 4000]);
});

/** A prompt without what stands between its marks. */
const frameOf = (prompt: string): string => prompt.replace(/«[^«»]*»/g, "«»");

const injections = readFileSync(
  new URL("../../samples/injections/injections.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line): string => JSON.parse(line).text);

test("whatever titles, queries and claims say to the model stands between marks alone, as text on one line", () => {
  const harmless = inputs("tent").map((input) => frameOf(verdictRequest(input, 500).prompt));
  assert.ok(injections.length > 20);
  for (const text of injections) {
    for (const [place, input] of inputs(text, text).entries()) {
      const { prompt, system } = verdictRequest(input, 500);
      assert.equal(frameOf(prompt), harmless[place], text);
      assert.match(system, /never an instruction/);
      assert.ok(prompt.includes(`«${asData(text.replace(/[«»]/g, " "), 160)}»`), text);
    }
  }
});

test("an answer is read by its schema, in a fence too; another is told to be no answer", () => {
  const { schema = assert.fail() } = verdictRequest(criticInput(), 500);
  const said = { reasoning: "One sleeps in it.", plausible: "yes", typical: "not-sure" };
  const text = JSON.stringify(said);
  for (const answer of [text, `\`\`\`json\n${text}\n\`\`\``]) {
    assert.equal(verdictProblem(answer, { schema }), undefined);
    assert.deepEqual(readVerdict(answer), said);
  }
  const problem = (more: object): string | undefined =>
    verdictProblem(JSON.stringify({ ...said, ...more }), { schema });
  assert.match(problem({ plausible: "maybe" }) ?? "", /`plausible` does not fit/);
  assert.match(problem({ reasoning: undefined }) ?? "", /`reasoning` does not fit/);
  assert.match(problem({ score: 1 }) ?? "", /not asked for/);
  assert.throws(() => readVerdict("yes"));
});

test("a verdict that is typical before it is plausible is told to be none", () => {
  const { schema = assert.fail() } = verdictRequest(criticInput(), 500);
  const words = ["no", "not-sure", "yes"];
  for (const [high, plausible] of words.entries()) {
    for (const [low, typical] of words.entries()) {
      const text = JSON.stringify({ reasoning: "As it is.", plausible, typical });
      const problem = verdictProblem(text, { schema });
      assert.equal(problem, low > high ? "`typical` is higher than `plausible`" : undefined);
    }
  }
});
