import assert from "node:assert/strict";
import { test } from "node:test";
import { portsWith } from "./ports-for-tests.ts";
import { unpricedModels } from "./unpriced-models.ts";

test("of the models with a wanted role those without a price, by their place in the settings", async (t) => {
  const { ports } = await portsWith(
    t,
    `language-models:
  writer: { base-url: https://models.invalid/v1, model: w, price: { input: 1, output: 2 } }
  judge: { base-url: https://models.invalid/v1, model: j }
  idle: { base-url: https://models.invalid/v1, model: i }
roles: { generate: writer, judge: judge }
critic: { by: language-model }
`,
  );
  const sections = (...roles: Parameters<typeof unpricedModels>[1] & object) =>
    unpricedModels(ports, roles.length === 0 ? undefined : roles).map(({ section }) => section);
  assert.deepEqual(sections(), ["language-models.judge"]);
  assert.deepEqual(sections("generate", "judge"), ["language-models.judge"]);
  assert.deepEqual(sections("generate"), []);
});
