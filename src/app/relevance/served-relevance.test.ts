import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { rerankerVersion } from "../../relevance/reranker/reranker-id.ts";
import { servedRelevance } from "./relevance-status.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "cosmo-served-relevance-"));
after(() => rmSync(dataFolder, { recursive: true, force: true }));

const id = "relevance_1";
const models = join(dataFolder, "models");
const folder = join(models, id);
const card = {
  ...{ id, version: rerankerVersion },
  split: {
    learn: { judgements: 900, queryGroups: 300 },
    validation: { judgements: 100, queryGroups: 40 },
  },
  validation: [{ id: "majority", moreLogLoss: { difference: 0.2, low: 0.1, high: 0.3 } }],
};
const written = (one: unknown): void =>
  writeFileSync(join(folder, "card.json"), JSON.stringify(one));

test("doctor says of the model that is served whether it is whole, of today's version, and better than the shares of classes", async () => {
  assert.deepEqual(await servedRelevance({ dataFolder }), []);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(models, "relevance.json"), JSON.stringify({ model: id }));
  const found = async () => {
    const [finding] = await servedRelevance({ dataFolder });
    return [finding?.ok, finding?.finding, finding?.next];
  };
  const [, gone, next] = await found();
  assert.match(String(gone), /lacks model\.onnx, tokenizer\.json, words\.json, card\.json/);
  assert.match(String(next), /cosmo run relevance/);
  for (const name of ["model.onnx", "tokenizer.json", "words.json"]) {
    writeFileSync(join(folder, name), "");
  }
  written(card);
  const whole = "relevance_1 is served, and tells more than the shares of classes";
  assert.deepEqual(await found(), [true, whole, null]);
  written({ ...card, version: rerankerVersion - 1 });
  assert.match(String(await found()), /^false,relevance_1 is of an older version/);
  const poor = { id: "majority", moreLogLoss: { difference: 0.2, low: -0.1, high: 0.5 } };
  written({ ...card, validation: [poor] });
  assert.match(
    String(await found()),
    /^false,relevance_1 is served\. Nobody can tell.*900 judgements/,
  );
  writeFileSync(join(folder, "card.json"), "{ half");
  assert.match(String(await found()), /^false,.*card\.json.*cosmo run relevance/);
  writeFileSync(join(models, "relevance.json"), "{ half");
  assert.match(String(await found()), /^false,.*relevance\.json.*cosmo run relevance/);
});
