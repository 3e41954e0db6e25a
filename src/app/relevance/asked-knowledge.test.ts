import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Judgement } from "../../domain/tables/judgements.ts";
import type { SaidCaps } from "../../language-model/budget-caps.ts";
import type { KnowledgePiece } from "../../relevance/knowledge/knowledge.ts";
import { completed, serveChat } from "../ports-for-tests.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";
import { askedKnowledge } from "./asked-knowledge.ts";

const judged = (id: string, query: string, title: string | null, sku: string): Judgement => ({
  ...{ id, site: "default", locale: "en-US", sku, query, title },
  ...{ description: null, bullets: null, brand: null, colour: null },
  ...{ label: id === "1" ? "E" : "I", grade: null, spread: null, split: null },
});

/** One query in two spellings, a product that is judged twice, one without a title, and a query that names a person's address. */
const judgements = [
  judged("1", "dome tent", "Alder tent for two", "A1"),
  judged("2", "Dome  Tent", "Camp lamp", "B2"),
  judged("3", "lamp", "Camp lamp", "B2"),
  judged("4", "lamp", null, "C3"),
  judged("5", "ann.lee@mail.example", "Camp lamp", "B2"),
];

async function shop(t: TestContext) {
  const server = await serveChat(t, () => ({ body: completed("1. camping\n2. hiking") }));
  const workspace = workspaceForTests("asked-knowledge");
  workspace.configure(
    "{}",
    `generation: { relations: [usedFor, capableOf] }`,
    `language-model: { base-url: "${server.baseUrl}", model: two-lines }`,
  );
  const said: string[] = [];
  const ask = (caps: SaidCaps = {}): Promise<readonly KnowledgePiece[]> =>
    workspace.use((opened) =>
      askedKnowledge(opened, judgements, {
        ...{ caps, ...silently, say: (line) => said.push(line) },
      }),
    );
  return { server, ask, said };
}

test("each query and each product is asked about once, by itself, in each relation, and never again", async (t) => {
  const { server, ask, said } = await shop(t);
  const pieces = await ask();
  const heads = [...new Set(pieces.map(({ of }) => `${of.kind} ${of.id}`))];
  assert.deepEqual(heads.toSorted(), [
    "product default/A1",
    "product default/B2",
    "query dome tent",
    "query lamp",
  ]);
  assert.equal(server.asked.length, 4 * 2);
  assert.match(said[0] ?? "", /about 4 queries and products: 8 calls that were not made before/);
  assert.equal(pieces.length, 4 * 2 * 2);
  for (const prompt of server.asked.map((asked) => JSON.stringify(asked))) {
    const named = ["dome tent", "lamp", "Alder tent for two", "Camp lamp"].filter((head) =>
      prompt.includes(`Products of one kind: «${head}»`),
    );
    assert.equal(named.length, 1, prompt);
    assert.ok(!prompt.includes("ann.lee"), prompt);
  }
  assert.deepEqual(await ask(), pieces);
  assert.equal(server.asked.length, 8);
  assert.match(said[1] ?? "", /: 0 calls that were not made before/);
});

test("a cap ends the asking with what to run again, and what was answered is not asked for again", async (t) => {
  const { server, ask } = await shop(t);
  await assert.rejects(ask({ maxCalls: 3 }), {
    code: "BUDGET_EXHAUSTED",
    hint: /cosmo evaluate relevance/,
  });
  assert.equal(server.asked.length, 3);
  assert.equal((await ask()).length, 16);
  assert.equal(server.asked.length, 8);
});
