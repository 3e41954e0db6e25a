import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { readLabels } from "./read-labels.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-labels-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "labels.jsonl");

const line = {
  data: "sample-shop",
  head: { behaviour: "searchBuy", query: "tent", products: ["shop/a"] },
  relation: "usedFor",
  tail: "camping",
  sentence: "People use it for camping.",
  madeBy: "author",
  annotator: "one",
  annotatorKind: "author",
  answers: { complete: "yes", plausible: "not-sure" },
  guideline: 1,
  round: 1,
  split: null,
  shown: "hash",
};

const failsWith = (content: string, code: string, message: RegExp): Promise<void> => {
  writeFileSync(file, content);
  return assert.rejects(readLabels(file), (error) => {
    assert.ok(error instanceof CosmoError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
};

test("each line is a label; empty lines are passed over", async () => {
  writeFileSync(file, `${JSON.stringify(line)}\n\n${JSON.stringify({ ...line, round: 2 })}\n`);
  assert.deepEqual(await readLabels(file), [line, { ...line, round: 2 }]);
});

test("a head may be a type with titles, with a product or with a query", async () => {
  const heads = [
    { type: "tent", titles: ["Dome"] },
    { type: "tent", product: "shop/a" },
    { type: "tent", query: "dome" },
  ];
  writeFileSync(file, heads.map((head) => JSON.stringify({ ...line, head })).join("\n"));
  assert.deepEqual(
    (await readLabels(file)).map(({ head }) => head),
    heads,
  );
  const failsAt = (head: unknown, message: RegExp) =>
    failsWith(JSON.stringify({ ...line, head }), "LABEL_INVALID", message);
  const anyForm = /line 1: head: must be a behaviour .* or a type with a query/;
  for (const head of [
    { type: "tent" },
    { type: "tent", product: "shop/a", query: "dome" },
    "tent",
  ]) {
    await failsAt(head, anyForm);
  }
  // Where it is plain which form was meant, what is wrong with it is told.
  await failsAt({ type: "tent", titles: [] }, /line 1: head\.titles: /);
  await failsAt(
    { behaviour: "coBuy", products: ["a", "b"], type: "tent" },
    /line 1: head: .*"type"/,
  );
});

test("what is wrong is told with file and line", async () => {
  const good = `${JSON.stringify(line)}\n`;
  await failsWith(`${good}{`, "LABEL_INVALID", /labels\.jsonl, line 2: is no JSON/);
  const maybe = JSON.stringify({ ...line, answers: { typical: "maybe" } });
  await failsWith(`${good}${maybe}`, "LABEL_INVALID", /line 2: answers\.typical: /);
  const above = JSON.stringify({ ...line, answers: { plausible: "no", typical: "yes" } });
  await failsWith(above, "LABEL_INVALID", /line 1: answers: typical must not be higher/);
  const nothing = JSON.stringify({ ...line, answers: {} });
  await failsWith(nothing, "LABEL_INVALID", /line 1: answers: must answer at least one/);
  const unknown = JSON.stringify({ ...line, answers: { funny: "yes" } });
  await failsWith(unknown, "LABEL_INVALID", /line 1: /);
  await assert.rejects(readLabels(join(folder, "none.jsonl")), { code: "LABELS_UNREADABLE" });
});
