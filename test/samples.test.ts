import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { linesOf } from "../scripts/pair-reading/lines-of.ts";
import { claimOf, type Label } from "../src/annotation/label.ts";
import { subjectOf } from "../src/annotation/label-head.ts";
import { readLabels } from "../src/annotation/read-labels.ts";
import { readJsonLines } from "../src/app/read-json-lines.ts";
import { exclude, sidesOf } from "../src/evaluation/excluding-words.ts";
import { pairReadingLine } from "../src/evaluation/pair-reading.ts";
import { readMatches } from "../src/evaluation/read-matches.ts";
import { readTruth } from "../src/evaluation/read-truth.ts";
import { truthRelations } from "../src/evaluation/truth.ts";
import { callIdOf } from "../src/language-model/call-identity.ts";
import { recordedCallSchema, requestOf } from "../src/language-model/recorded-call.ts";
import { readRelations, verbalise } from "../src/relations/relation.ts";
import { marketShops } from "../src/simulation/market-shop.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { shopProducts } from "../src/simulation/shop-products.ts";
import { baseWords } from "../src/text/base-words.ts";
import { normalForm } from "../src/text/normal-form.ts";
import { splittingTail } from "../src/text/splitting-tail.ts";

const sample = (path: string): string =>
  fileURLToPath(new URL(`../samples/${path}`, import.meta.url));

const pairLabels = [
  ...(await readLabels(sample("labels/sample-shop.jsonl"))),
  ...(await readLabels(sample("labels/bundlerec.jsonl"))),
];
const typeLabels = await readLabels(sample("labels/product-types.jsonl"));
const entailmentLabels = await readLabels(sample("labels/entailments.jsonl"));
const labels = [...pairLabels, ...typeLabels, ...entailmentLabels];
const ofPairs = pairLabels.filter(({ round }) => round === 1);
const first = labels.filter(({ round }) => round === 1);
const second = labels.filter(({ round }) => round === 2);

test("1,500 claims and more about pairs were read, half of each behaviour, and 300 again by another sitting", () => {
  assert.ok(ofPairs.length >= 1500, String(ofPairs.length));
  const searchBuys = ofPairs.filter(({ head }) => subjectOf(head) === "searchBuy").length;
  assert.ok(Math.abs(searchBuys / ofPairs.length - 0.5) < 0.02);
  assert.equal(new Set(first.map(claimOf)).size, first.length, "no claim stands twice");
  assert.ok(second.length >= 300);
  const annotatorOf = new Map(first.map((label) => [claimOf(label), label.annotator]));
  for (const label of second) assert.notEqual(annotatorOf.get(claimOf(label)), label.annotator);
  for (const label of second) assert.ok(annotatorOf.has(claimOf(label)));
});

test("each file of labels has what its name says, about the sample shop", () => {
  const subjects = (own: readonly Label[]) => [...new Set(own.map(({ head }) => subjectOf(head)))];
  assert.deepEqual(subjects(pairLabels).toSorted(), ["coBuy", "searchBuy"]);
  for (const subject of subjects(typeLabels)) assert.equal(subject, "productType");
  for (const subject of subjects(entailmentLabels)) assert.match(subject, /^(product|query)$/);
  for (const { data } of [...typeLabels, ...entailmentLabels]) assert.equal(data, "sample-shop");
});

test("recorded answers are known by the ids that today's requests have", async () => {
  const rows = await readJsonLines(sample("shop/recorded/answers.jsonl.gz"));
  assert.ok(rows.length > 2000);
  for (const row of rows) {
    const call = recordedCallSchema.parse(row);
    assert.equal(callIdOf(call.model, requestOf(call)), call.id);
  }
});

test("nothing is passed off as people's: every label is the author's", () => {
  assert.deepEqual(new Set(labels.map(({ annotatorKind }) => annotatorKind)), new Set(["author"]));
});

test("150 kept and 150 cut pairs of real logs were read, by the author; not a word of the logs is there", () => {
  const lines = linesOf(sample("../docs/readings/2026-11-pairs.jsonl"), pairReadingLine);
  const sides = lines.map(({ side }) => side);
  assert.deepEqual(sides.toSorted(), [
    ...Array.from({ length: 150 }, () => "cut"),
    ...Array.from({ length: 150 }, () => "kept"),
  ]);
  for (const { pair, annotatorKind } of lines) {
    assert.match(pair, /^pair_[0-9a-f]{20}$/);
    assert.equal(annotatorKind, "author");
  }
});

test("the answers keep the guideline's constraints", () => {
  const rank = { no: 0, "not-sure": 1, yes: 2 };
  for (const { answers, sentence } of [...pairLabels, ...typeLabels]) {
    const { complete, relevant, plausible, informative, typical } = answers;
    assert.ok(complete && relevant && plausible && informative && typical, sentence);
    assert.ok(rank[typical] <= rank[plausible] && rank[plausible] <= rank[relevant], sentence);
    assert.ok(relevant !== "no" || informative === "no", sentence);
  }
  for (const { answers, sentence } of entailmentLabels) {
    assert.deepEqual(Object.keys(answers), ["plausible"], sentence);
  }
});

test("no tail and no product type of the sample shop stands on two sides of the split", async () => {
  const shop = await readShop(sample("shop"));
  const products = marketShops(shop, null, 1).flatMap((market) => [...shopProducts(market, 0)]);
  const typeOf = new Map(products.map(({ id, productType }) => [id, productType]));
  const names = new Set([...typeOf.values()].map((type) => type?.toLowerCase()));
  const domains = new Set(products.map(({ domain }) => domain));
  const typesOf = (head: Label["head"]): readonly (string | null | undefined)[] => {
    if ("behaviour" in head) return head.products.map((id) => typeOf.get(id));
    if ("product" in head) {
      assert.equal(typeOf.get(head.product)?.toLowerCase(), head.type.toLowerCase(), head.product);
    }
    assert.ok(names.has(head.type.toLowerCase()), head.type);
    if ("titles" in head) assert.ok(domains.has(head.domain ?? ""), head.type);
    return [head.type];
  };
  const sides = new Map<string, Set<Label["split"]>>();
  for (const label of first) {
    const { data, head, split } = label;
    const tail = splittingTail({ ...label, typeB: "type" in head ? head.type : null });
    if (split === null || split === undefined) continue;
    const types = data === "sample-shop" ? typesOf(head) : [];
    assert.ok(
      types.every((type) => type !== undefined),
      JSON.stringify(head),
    );
    const named = types.map((type) => `type: ${normalForm(type ?? "")}`);
    for (const thing of [...(tail === null ? [] : [`tail: ${normalForm(tail)}`]), ...named]) {
      sides.set(thing, (sides.get(thing) ?? new Set()).add(split));
    }
  }
  for (const [thing, splits] of sides) assert.equal(splits.size, 1, thing);
  for (const split of ["train", "calibration", "test"] as const) {
    assert.ok(ofPairs.filter((label) => label.split === split).length > 150, split);
  }
});

test("the fifteen relations can be asked for, and say what the labels say of them", async () => {
  const { relations } = await readRelations(sample("relations/fifteen.yaml"));
  assert.deepEqual(
    relations.map(({ name }) => name),
    truthRelations,
  );
  for (const relation of relations) {
    const own = first.filter((label) => label.relation === relation.name);
    assert.ok(own.length >= 20, relation.name);
    for (const { tail, sentence } of own) assert.equal(verbalise(relation, tail), sentence);
  }
});

test("300 pairs of claim and fact were judged, and a fact stands on one half", async () => {
  const matches = await readMatches(sample("matches/sample-shop.jsonl"));
  assert.ok(matches.length >= 300);
  assert.ok(matches.filter(({ again }) => again !== undefined).length >= 100);
  const halfOf = new Map<string, string>();
  for (const { fact, half } of matches) {
    const key = JSON.stringify(fact);
    assert.equal(halfOf.get(key) ?? half, half, key);
    halfOf.set(key, half);
  }
});

test("no wording of a fact is on another side of an excluding word than the others", async () => {
  for (const facts of (await readTruth(sample("shop"))).values()) {
    for (const { id, tails } of facts) {
      const sides = tails.map((tail) => sidesOf(baseWords(tail)));
      for (const a of sides) for (const b of sides) assert.ok(!exclude(a, b), id);
    }
  }
});

test("the page on realism is of the shop and the settings as they are", async () => {
  const page = readFileSync(new URL("../docs/realism.md", import.meta.url), "utf8");
  const shops = await Promise.all(
    ["simulation.yaml", "simulation-harsh.yaml"].map((file) => readShop(sample("shop"), file)),
  );
  const row = (name: string): readonly number[] => {
    const line = page.split("\n").find((text) => text.startsWith(`| ${name} `)) ?? "";
    const cells = line.split("|").slice(2, 4);
    return cells.map((cell) => Number(cell.trim().replaceAll(",", "")));
  };
  const again = "run `npm run realism -- --plots docs/realism --page docs/realism.md`";
  assert.deepEqual(
    row("days"),
    shops.map(({ simulation }) => simulation.log.days),
    again,
  );
  assert.deepEqual(
    row("needs"),
    shops.map(({ needs }) => needs.length),
    again,
  );
});
