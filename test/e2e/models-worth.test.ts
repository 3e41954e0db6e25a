import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { cosmo, cosmoJson, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined, jsonLines } from "./sample-log.ts";

interface Figure {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

interface Worth {
  readonly names: readonly string[];
  readonly calls: number;
  readonly claims: number;
  readonly labelled: number;
  readonly accepted: Figure | null;
  readonly costPerCall: number | null;
  readonly acceptedPerDollar: Figure | null;
  readonly next: string | null;
}

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());
const actions = ["keep warm", "stay dry", "save time", "have fun", "sleep well", "carry things"];
const places = ["at home", "on a trip", "in the garden", "at work", "with children", "in winter"];
/** Each model says other things of the same type; the small one mostly what a label refuses. */
server.instead = ({ model, prompt }) => {
  const digest = createHash("sha256").update(`${model} ${prompt}`).digest();
  const lines = [0, 1, 2].map((place) => {
    const [action, where] = [digest[place] ?? 0, digest[place + 9] ?? 0];
    return `${place === 0 ? "" : `${place + 1}. `}${actions[action % 6]} ${places[where % 6]} with ${model} ${digest[place + 18]}`;
  });
  return {
    status: 200,
    body: {
      choices: [{ message: { content: lines.join("\n") }, finish_reason: "stop" }],
      usage: { prompt_tokens: 100, completion_tokens: 100 },
    },
  };
};

const settings = (generate: string): string => `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [product-type], limit-types: 12, draws-per-type: 1, relations: [usedFor, cause], from-lists: 0 }
language-models:
  small: { base-url: "${server.baseUrl}", model: cheap, price: { input: 1, output: 1 } }
  large: { base-url: "${server.baseUrl}", model: dear, price: { input: 10, output: 10 } }
  idle: { base-url: "${server.baseUrl}", model: never }
roles: { generate: ${generate} }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
const workspace = workspaceWith(folder, "worth", settings("small"));
await fillWithMined(workspace, { sessions: 500, customers: 2 });

const run = async (generate: string): Promise<void> => {
  writeFileSync(join(workspace, "cosmo.yaml"), settings(generate));
  await cosmoJson(["run"], { folder: workspace });
};

async function worth(place = workspace): Promise<{
  readonly models: readonly [Worth, Worth, Worth];
  readonly best: { readonly name: string; readonly by: string; readonly isClear: boolean } | null;
}> {
  const { out } = await cosmo(["doctor", "--json", "--no-calls"], { folder: place });
  return JSON.parse(out).worth;
}

let sheets = 0;

/** Draws claims of the model that explains today, and answers them: so many in ten are plausible. */
async function label(place: string, counts: readonly string[], inTen: number): Promise<void> {
  const script = fileURLToPath(new URL("../../scripts/draw-labels.ts", import.meta.url));
  const words = [script, place, "own", "1", ...counts];
  const sheet = execFileSync(process.execPath, words, { encoding: "utf8", stdio: "pipe" });
  const rows = sheet
    .trimEnd()
    .split("\n")
    .map((line, at) => {
      const { words: _, types: __, ...drawn } = JSON.parse(line);
      const plausible = at % 10 < inTen ? "yes" : "no";
      const answers = { relevant: "yes", plausible };
      return { ...drawn, annotator: "reader", annotatorKind: "person", answers };
    });
  assert.equal(
    rows.length,
    counts.map(Number).reduce((sum, count) => sum + count, 0),
  );
  const file = join(place, `labels-${++sheets}.jsonl`);
  writeFileSync(file, jsonLines(rows));
  await cosmoJson(["import", "labels", file], { folder: place });
}

test("as long as no label is about a model's claims, doctor says what to do", async () => {
  await run("small");
  const { models, best } = await worth();
  const [small, large, idle] = models;
  assert.deepEqual(
    models.map(({ names: [name] }) => name),
    ["small", "large", "idle"],
  );
  assert(small.claims > 30 && small.calls >= 20, `${small.claims} claims, ${small.calls} calls`);
  assert.deepEqual([small.labelled, small.accepted, best], [0, null, null]);
  assert.match(small.next ?? "", /draw-labels .*cosmo import labels/);
  assert.match(large.next ?? "", /Set roles\.generate: large, and run `cosmo run/);
  assert.deepEqual([idle.calls, idle.costPerCall], [0, null]);
});

test("each model has its accepted claims a dollar by the labels of its own claims, and nothing is asked", async () => {
  await label(workspace, ["0", "0", "20"], 2);
  await run("large");
  await label(workspace, ["0", "0", "20"], 9);
  const asked = server.asked.length;
  const { models, best } = await worth();
  assert.equal(server.asked.length, asked);
  const [small, large] = models;
  for (const [model, share, cost] of [
    [small, 0.2, 0.0002],
    [large, 0.9, 0.002],
  ] as const) {
    assert.equal(model.labelled, 20);
    assert.equal(model.accepted?.mean, share);
    const { interval: [low = 0, high = 0] = [] } = model.accepted ?? {};
    assert(low < share && share < high);
    assert(Math.abs((model.costPerCall ?? 0) - cost) < 1e-12, `${model.costPerCall}`);
    const perDollar = (model.claims * share) / (model.calls * cost);
    assert(Math.abs((model.acceptedPerDollar?.mean ?? 0) / perDollar - 1) < 1e-9);
    assert.equal(model.next, null);
  }
  // Ten times the price, and four and a half times the share.
  assert.deepEqual([best?.name, best?.by], ["small", "acceptedPerDollar"]);

  const { out } = await cosmo(["doctor", "--no-calls"], { folder: workspace });
  assert.match(out, /Most accepted claims a dollar: small/);
  assert.match(out, /stands\s+on 20 and 20 labels/);
  assert.match(out, /^small +\d+ +\d+ +20 +20 %/m);
});

test("a look of doctor is no call of a run", async () => {
  const [small] = (await worth()).models;
  await cosmo(["doctor"], { folder: workspace });
  const [again] = (await worth()).models;
  assert.equal(again.calls, small.calls);
});

test("labels of pairs find the claims of their pairs; of a free model, accepted claims are told by call", async () => {
  const ofPairs = workspaceWith(
    folder,
    "pairs",
    settings("small")
      .replace("scopes: [product-type], limit-types: 12", "scopes: [pair], limit-pairs: 40")
      .replace(
        /language-models:[\s\S]*?roles: .*\n/,
        `language-model: { base-url: "${server.baseUrl}", model: free }\n`,
      ),
  );
  await fillWithMined(ofPairs, { sessions: 500, customers: 2 });
  await cosmoJson(["run"], { folder: ofPairs });
  await label(ofPairs, ["6", "4", "0"], 5);
  const { models, best } = await worth(ofPairs);
  const [free] = models;
  assert.deepEqual([free.names, free.labelled, best], [["language-model"], 10, null]);
  assert.deepEqual([free.accepted?.mean, free.costPerCall, free.acceptedPerDollar], [0.5, 0, null]);
  const { out } = await cosmo(["doctor", "--no-calls"], { folder: ofPairs });
  assert.match(out, /nothing +1,000 calls: [\d,]+ \[/);
});
