import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { AnswerWaits } from "../language-model/batch/answer-waits.ts";
import { sampleRequest } from "../language-model/sample-request-for-tests.ts";
import { completed, portsWith, serveChat } from "./ports-for-tests.ts";
import { beginBudget } from "./run-budget.ts";
import type { Workspace } from "./workspace.ts";

const { signal } = new AbortController();

/** A server, and how many calls of each model were in flight at most. */
async function serve(t: TestContext, answer: (model: string) => string = (model) => model) {
  const inFlight = new Map<string, number>();
  const most = new Map<string, number>();
  const count = (model: string, change: number): void => {
    const now = (inFlight.get(model) ?? 0) + change;
    inFlight.set(model, now);
    most.set(model, Math.max(now, most.get(model) ?? 0));
  };
  const server = await serveChat(t, async ({ model }) => {
    count(model, 1);
    await setTimeout(20);
    count(model, -1);
    return { body: completed(answer(model)) };
  });
  return { ...server, most };
}

const generateOf = ({ stages }: Workspace) => stages.filter(({ name }) => name === "generate");

test("two names of one model on one server share the strictest of their limits; another model has its own", async (t) => {
  const { asked, most, baseUrl } = await serve(t);
  const { ports } = await portsWith(
    t,
    `language-models:
  quick: { base-url: "${baseUrl}", model: one, concurrency: 8 }
  careful: { base-url: "${baseUrl}", model: one, concurrency: 2, extra-body: { reasoning_effort: low } }
  namesake: { base-url: "${baseUrl}", model: one, concurrency: 8 }
  other: { base-url: "${baseUrl}", model: two, concurrency: 3 }
roles: { generate: quick }`,
  );
  await Promise.all(
    ports.models.flatMap(({ asker }, place) =>
      [1, 2, 3, 4].map((draw) =>
        asker.generate(sampleRequest({ draw: 10 * place + draw }), signal),
      ),
    ),
  );
  assert.equal(asked.length, 16);
  const [one = 0, two = 0] = [most.get("one"), most.get("two")];
  assert(one <= 2 && two <= 3, `${one} and ${two} in flight`);
  const [quick, careful, namesake, other] = ports.models.map(({ asker }) => asker.id);
  assert.equal(quick, namesake);
  assert.equal(new Set([quick, careful, other]).size, 3);
});

test("what is sent with each request besides counts in what a call may cost at most", async (t) => {
  const { asked, baseUrl } = await serve(t);
  const priced = (more: string) => `language-model:
  base-url: "${baseUrl}"
  model: one
  price: { input: 100, output: 100 }
  ${more}`;
  const ask = async (settings: string): Promise<string> => {
    const { ports, workspace } = await portsWith(t, settings);
    beginBudget(workspace, { maxCost: 0.1 }, generateOf(workspace));
    return (await ports.generator.generate(sampleRequest(), signal)).text;
  };
  assert.equal(await ask(priced("")), "one");
  const long = JSON.stringify({ grammar: "x".repeat(2_000) });
  await assert.rejects(ask(priced(`extra-body: ${long}`)), { code: "BUDGET_EXHAUSTED" });
  assert.equal(asked.length, 1);
});

test("the rewriter mends what the model that explains said, on the same budget, and its answer is kept as the other's", async (t) => {
  const good = JSON.stringify({ reasoning: "", answers: ["camping"] });
  const { asked, baseUrl } = await serve(t, (model) => (model === "big" ? good : "Certainly!"));
  const schema = {
    type: "object",
    properties: { answers: { type: "array", items: { type: "string" } } },
    required: ["answers"],
  };
  const { ports, workspace } = await portsWith(
    t,
    `language-models:
  small: { base-url: "${baseUrl}", model: tiny, price: { input: 1, output: 1 } }
  large: { base-url: "${baseUrl}", model: big, price: { input: 100, output: 100 } }
roles: { generate: small, rewrite: large }`,
  );
  beginBudget(workspace, { maxCost: 1 }, generateOf(workspace));
  const ask = () => ports.generator.generate(sampleRequest({ schema }), signal);
  const { text, call } = await ask();
  assert.equal(text, good);
  assert.equal((await ask()).call, call);
  assert.deepEqual(
    asked.map(({ model }) => model),
    ["tiny", "big"],
  );
  const [said] = ports.calls.get(call);
  const [mended] = ports.calls.repairsOf(call);
  assert.equal(said?.model, ports.generator.id);
  assert.equal(mended?.model, ports.rewriter);
  assert.equal(ports.budget.store.latest()?.cost, 34_000 + 3_400_000);
  const [stage] = generateOf(workspace);
  assert.equal(stage?.uses["rewriter"], ports.rewriter);
});

test("a model that has no role changes nothing of what a stage uses, and needs no price under a cap", async (t) => {
  const small = "{ base-url: https://models.invalid/v1, model: s, price: { input: 1, output: 1 } }";
  const alone = await portsWith(t, `language-model: ${small}`);
  const beside = await portsWith(
    t,
    `language-models:
  small: ${small}
  large: { base-url: https://models.invalid/v1, model: unpriced }
roles: { generate: small }`,
  );
  assert.deepEqual(
    beside.workspace.stages.map(({ uses }) => uses),
    alone.workspace.stages.map(({ uses }) => uses),
  );
  beginBudget(beside.workspace, { maxCost: 1 }, generateOf(beside.workspace));
});

test("a rewriter without a price is refused under a cap in money, by its place in the settings", async (t) => {
  const { workspace } = await portsWith(
    t,
    `language-models:
  small: { base-url: https://models.invalid/v1, model: s, price: { input: 1, output: 1 } }
  large: { base-url: https://models.invalid/v1, model: unpriced }
roles: { generate: small, rewrite: large }`,
  );
  assert.throws(() => beginBudget(workspace, { maxCost: 1 }, generateOf(workspace)), {
    code: "PRICE_UNKNOWN",
    hint: /language-models\.large section/,
  });
});

test("what is wrong with one of several models is told by its own settings", async (t) => {
  const { ports } = await portsWith(
    t,
    `language-models:
  own: { workers: 1 }
  gone: { base-url: "http://127.0.0.1:1/v1", model: m }
roles: { generate: own }`,
  );
  await assert.rejects(async () => ports.models[1]?.asker.generate(sampleRequest(), signal), {
    code: "MODEL_UNREACHABLE",
    hint: /language-models\.gone\.base-url/,
  });
});

test("a named model is asked in jobs at their price, and beside it another mends by itself", async (t) => {
  const { asked, baseUrl } = await serve(t);
  const { ports } = await portsWith(
    t,
    `language-models:
  large: { base-url: "${baseUrl}", model: two, batch: true, price: { input: 4, output: 8, batch: 0.25 } }
  small: { base-url: "${baseUrl}", model: one }
roles: { generate: large, rewrite: small }`,
  );
  assert.deepEqual(ports.price, { input: 1, output: 2, asOf: null });
  assert.equal(ports.models[0]?.price?.input, 4);
  await assert.rejects(ports.generator.generate(sampleRequest(), signal), AnswerWaits);
  const gathered = [...ports.batches.store.gathered()];
  assert.deepEqual(
    gathered.map(({ model }) => model),
    [ports.generator.id],
  );
  assert.equal(asked.length, 0);
  assert.equal(ports.rewriter, `openai-compatible:one@${new URL(baseUrl).host}`);
});
