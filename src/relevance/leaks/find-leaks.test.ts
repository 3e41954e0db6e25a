import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../statistics/random.ts";
import { normalForm } from "../../text/normal-form.ts";
import type { KnowledgePiece, KnowledgeProvenance, SeenJudgement } from "../knowledge/knowledge.ts";
import { cleanProvenance, pieceOf } from "../knowledge/knowledge-for-tests.ts";
import { findLeaks } from "./find-leaks.ts";
import type { LeakInput, LeakJudgement, LeakName } from "./leak.ts";

const things = ["tent", "stove", "lamp", "chair", "mug", "rope", "boot", "map", "pan", "cot"];
const kinds = [
  "red",
  "small",
  "steel",
  "folding",
  "cheap",
  "winter",
  "blue",
  "wide",
  "light",
  "old",
];
const labelNames = ["exact", "substitute", "complement", "irrelevant"];

/** 200 queries of two products each; labels are drawn, whatever the query and the product. */
const random = seededRandom(8);
const judgements = Array.from({ length: 400 }, (_, place): LeakJudgement => {
  const asked = Math.floor(place / 2);
  const thing = things[asked % 10];
  const kind = kinds[Math.floor(asked / 10) % 10];
  const query = `${kind} ${thing}${asked < 100 ? "" : " set"}`;
  return {
    id: `judgement ${place}`,
    query,
    product: `product ${place}`,
    title: `Brand ${place} ${kind} ${thing} for exact fit, model ${place % 2}`,
    label: random.weighted([0, 1, 2, 3], [5, 3, 1, 1]),
  };
});
const evaluated = judgements.slice(200);
const training = judgements.slice(0, 200);

/** A prompt that shows what a shop knows: a query, what was bought, and classes to keep away from. */
const promptOf = ({ query, title }: LeakJudgement): string =>
  `Explain what people want.\n\nSearch query: ${query}\nProduct: ${title}\nAnswer:\n1.`;

const provenanceOf = (judgement: LeakJudgement): KnowledgeProvenance => ({
  ...cleanProvenance,
  prompts: [promptOf(judgement)],
  saw: {
    ...cleanProvenance.saw,
    fewShot: training.slice(0, 4).map(seen),
    critic: training.map(seen),
  },
  dataSets: ["clicks"],
});
const seen = ({ id, query }: LeakJudgement): SeenJudgement => ({ dataSet: "esci", id, query });

/** Two in three heads have knowledge, whatever they are judged. */
const knowledge = judgements.flatMap((judgement, place): readonly KnowledgePiece[] => [
  ...(place % 2 === 0 && place % 3 > 0
    ? [pieceOf("query", judgement.query, "for a trip", provenanceOf(judgement))]
    : []),
  ...(place % 3 > 0
    ? [pieceOf("product", judgement.product, "keeps warm", provenanceOf(judgement))]
    : []),
]);

const clean: LeakInput = {
  dataSet: "esci",
  classNames: [
    ["E", "exact"],
    ["S", "substitute"],
    ["C", "complement"],
    ["I", "irrelevant"],
  ],
  training,
  evaluated,
  knowledge,
  tuned: [{ name: "the number of epochs", saw: training.map(seen) }],
  others: [{ name: "clicks", usedFor: "knowledge", queries: ["garden hose", "paint"] }],
  groupsOf: (queries) => queries.map((query) => normalForm(query)),
  seed: 3,
};

const [first, second] = evaluated as [LeakJudgement, LeakJudgement];

/** The pieces of the first evaluated product, with another provenance. */
const withProvenance = (
  change: (provenance: KnowledgeProvenance) => KnowledgeProvenance,
): readonly KnowledgePiece[] => [
  ...knowledge,
  pieceOf("product", second.product, "planted", change(provenanceOf(second))),
];

function assertOnly(input: Partial<LeakInput>, name: LeakName, example: RegExp): void {
  const found = findLeaks({ ...clean, ...input });
  assert.deepEqual(
    found.map((leak) => leak.name),
    [name],
  );
  assert.match(found[0]?.examples.join("\n") ?? "", example);
  assert.ok((found[0]?.examples.length ?? 9) <= 3 && found[0]?.hint.endsWith("."));
}

test("one query that was seen is counted as one", () => {
  const sister = { name: "sister", usedFor: "knowledge", queries: [first.query] } as const;
  const unnamed = [pieceOf("query", "x", "y", { ...cleanProvenance, dataSets: ["clicks"] })];
  const found = [
    ...findLeaks({ ...clean, knowledge: [], others: [sister] }),
    ...findLeaks({ ...clean, knowledge: unnamed, others: [] }),
  ];
  assert.deepEqual(
    found.map(({ message }) => message),
    [
      "1 evaluated query has labels in another data set that was used.",
      "Nobody said which queries are labelled in 1 data set.",
    ],
  );
});

test("clean input has no leak", () => {
  assert.deepEqual(findLeaks(clean), []);
});

test("a label that is written in a prompt is found, by name and by letter", () => {
  const label = labelNames[second.label] ?? "";
  for (const told of [`this match is ${label}`, `"esci_label": "${label[0]?.toUpperCase()}"`]) {
    const prompt = promptOf(second).replace("\nAnswer", `\n${told}\nAnswer`);
    assertOnly(
      { knowledge: withProvenance((one) => ({ ...one, prompts: [prompt] })) },
      "label-in-prompt",
      /planted/,
    );
  }
  const choice = promptOf(second).replace(
    "\nAnswer",
    `\nNot one of ${labelNames.join(", ")}\nAnswer`,
  );
  const asked = withProvenance((one) => ({ ...one, prompts: [choice] }));
  assert.deepEqual(findLeaks({ ...clean, knowledge: asked }), []);
});

test("a prompt that says itself that it saw an evaluated label is found", () => {
  assertOnly(
    {
      knowledge: withProvenance((one) => ({ ...one, saw: { ...one.saw, prompts: [seen(first)] } })),
    },
    "label-in-prompt",
    new RegExp(first.query),
  );
});

test("a label through few-shot examples is found, where it is said and where it is only written", () => {
  const fewShot = [...training.slice(0, 3), first].map(seen);
  assertOnly(
    { knowledge: withProvenance((one) => ({ ...one, saw: { ...one.saw, fewShot } })) },
    "label-in-few-shot",
    new RegExp(`${first.id} `),
  );
  const example = `Query: ${first.query}\nProduct: ${first.title}\nLabel: ${labelNames[first.label]}`;
  const prompt = `${example}\n\n${promptOf(second)}`;
  const other = { ...second, query: "unlike anything" };
  const written = [
    ...knowledge,
    pieceOf("product", other.product, "planted", { ...cleanProvenance, prompts: [prompt] }),
  ];
  assertOnly({ knowledge: written }, "label-in-few-shot", new RegExp(first.query));
});

test("another judgement of an evaluated query is as good as its own", () => {
  const near = { dataSet: "esci", id: "not evaluated itself", query: `${first.query}s` };
  assertOnly(
    {
      knowledge: withProvenance((one) => ({ ...one, saw: { ...one.saw, critic: [near] } })),
    },
    "label-in-critic",
    /not evaluated itself/,
  );
});

test("knowledge that is there only for relevant pairs is found", () => {
  const relevant = judgements
    .filter(({ label }) => label === 0)
    .map((one) => pieceOf("product", one.product, "keeps warm", provenanceOf(one)));
  assertOnly({ knowledge: relevant }, "knowledge-by-label", /products have knowledge/);
});

test("more knowledge for relevant pairs is found though every product has some", () => {
  const more = judgements.flatMap((one) =>
    ["a", "b", "c"]
      .slice(one.label === 0 ? 0 : 2)
      .map((text) => pieceOf("product", one.product, text, provenanceOf(one))),
  );
  assertOnly({ knowledge: more }, "knowledge-by-label", /200 of 200/);
});

test("knowledge that more popular products have is none, where labels do not go with it", () => {
  const popular = judgements.flatMap((one, place) =>
    place % 7 < 3 ? [pieceOf("product", one.product, "well known", provenanceOf(one))] : [],
  );
  assert.deepEqual(findLeaks({ ...clean, knowledge: popular }), []);
});

test("knowledge of a judged pair is found", () => {
  const pair = {
    id: "piece 1",
    of: { kind: "pair" as const, id: `${first.query} > ${first.product}` },
    text: "made for both",
    provenance: cleanProvenance,
  };
  assertOnly({ knowledge: [...knowledge, pair] }, "knowledge-of-pairs", /piece 1/);
});

test("a query on both sides of the split is found, also in nearly the same words", () => {
  for (const query of [first.query, `the ${first.query}s`]) {
    const double = { ...first, id: "double", query };
    assertOnly({ training: [...training, double] }, "query-across-split", new RegExp(query));
  }
});

test("a threshold that was tuned on evaluated data is found, of a setting and of knowledge", () => {
  const tuned = [...clean.tuned, { name: "the decision threshold", saw: [seen(second)] }];
  assertOnly({ tuned }, "threshold-on-evaluated", /decision threshold/);
  assertOnly(
    {
      knowledge: withProvenance((one) => ({
        ...one,
        saw: { ...one.saw, thresholds: [seen(second)] },
      })),
    },
    "threshold-on-evaluated",
    new RegExp(second.id),
  );
});

test("the sister data set with the same queries is found, whatever it was used for", () => {
  for (const usedFor of ["training", "knowledge"] as const) {
    const sister = { name: "substitute", usedFor, queries: ["garden hose", first.query] };
    assertOnly({ others: [...clean.others, sister] }, "sister-data-set", /substitute/);
  }
  const shown = { dataSet: "substitute", id: "7", query: first.query };
  assertOnly(
    { knowledge: withProvenance((one) => ({ ...one, saw: { ...one.saw, fewShot: [shown] } })) },
    "sister-data-set",
    /substitute, used for knowledge/,
  );
});

test("a data set of which nobody says the queries is not passed over", () => {
  assertOnly(
    { knowledge: withProvenance((one) => ({ ...one, dataSets: ["reviews"] })) },
    "unknown-data-set",
    /reviews/,
  );
});

test("several leaks are all found", () => {
  const input = {
    ...clean,
    training: [...training, { ...first, id: "double" }],
    others: [
      ...clean.others,
      { name: "substitute", usedFor: "training" as const, queries: [first.query] },
    ],
  };
  assert.deepEqual(
    findLeaks(input).map(({ name }) => name),
    ["query-across-split", "sister-data-set"],
  );
});
