import assert from "node:assert/strict";
import { test } from "node:test";
import { relevanceSettings } from "../relevance-settings.ts";
import { type RerankerIdentity, rerankerId } from "./reranker-id.ts";

const identity: RerankerIdentity = {
  ...{ content: "rows", base: { sha256: "a", tokenizerSha256: "b" }, seed: 1 },
  settings: relevanceSettings.parse({}),
};

test("all that decides what is learnt is in a model's name, and nothing else", () => {
  const others: readonly Partial<RerankerIdentity>[] = [
    { content: "others" },
    { base: { sha256: "c", tokenizerSha256: "b" } },
    { base: { sha256: "a", tokenizerSha256: "c" } },
    { seed: 2 },
    { settings: relevanceSettings.parse({ epochs: 3 }) },
    { settings: relevanceSettings.parse({ words: false }) },
    { settings: relevanceSettings.parse({ cuts: [2, 2.6] }) },
  ];
  const ids = [{}, ...others].map((one) => rerankerId({ ...identity, ...one }));
  assert.equal(new Set(ids).size, ids.length);
  assert.match(ids[0] ?? "", /^relevance_[0-9a-f]{20}$/);
  const settings = relevanceSettings.parse({ checkpointSeconds: 5 });
  assert.equal(rerankerId({ ...identity, settings }), ids[0]);
});

test("cuts must rise", () => {
  assert.ok(!relevanceSettings.safeParse({ cuts: [2, 2] }).success);
  assert.deepEqual(relevanceSettings.parse({ cuts: [2, 2.6] }).cuts, [2, 2.6]);
});
