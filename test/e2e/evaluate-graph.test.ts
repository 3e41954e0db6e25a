import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { embeddedModelsAbsent } from "./embedded-models.ts";

interface Figure {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

interface Evaluation {
  readonly rows: readonly {
    readonly id: string;
    readonly edges: number;
    readonly precision: Figure | null;
    readonly recall: Figure | null;
    readonly recallAllHeads: Figure | null;
  }[];
  readonly differences: readonly { readonly of: string; readonly against: string }[];
  readonly pairs: readonly { readonly id: string; readonly sharesNeed: Figure | null }[];
  readonly matcher: { readonly pairs: number; readonly precision: Figure | null };
}

const parent = temporaryFolder();
const settings = readFileSync(
  fileURLToPath(new URL("../../samples/shop/demo.yaml", import.meta.url)),
  "utf8",
);
const absent = await embeddedModelsAbsent();

test("without a graph there is nothing to evaluate, and the next step is told", async () => {
  const folder = workspaceWith(parent, "empty");
  assertOneError(await cosmo(["evaluate", "graph", "--workspace", folder]), {
    exit: 2,
    code: "GRAPH_MISSING",
    place: "No graph",
    next: "cosmo run",
  });
});

describe("the demo's graph against the truth", { skip: absent ?? false }, () => {
  test("scores far below 1, and with needs dealt out anew near 0", async () => {
    // The answers are the recorded ones: what the model said, without its ten minutes.
    const nowhere = `models: { fetch: false, cache-folder: ${join(parent, "none")} }\n`;
    const folder = workspaceWith(parent, "demo", `${settings}${nowhere}`);
    const replay = await cosmo(["demo", "--no-serve", "--workspace", folder]);
    assert.equal(replay.code, 0, replay.error);
    assert.match(replay.out, /against it \(from recorded answers\)/);
    writeFileSync(join(folder, "cosmo.yaml"), settings);

    const words = ["evaluate", "graph", "--workspace", folder];
    const recorded = await cosmoJson<Evaluation>(words);
    rmSync(join(folder, "data", "evaluations"), { recursive: true });
    const evaluation = await cosmoJson<Evaluation>(words);
    assert.deepEqual(evaluation, recorded, "what was recorded is what is measured here");
    const row = (id: string) => {
      const found = evaluation.rows.find((one) => one.id === id);
      assert.ok(found?.precision && found.recall && found.recallAllHeads, id);
      return { ...found, precision: found.precision, recall: found.recall };
    };
    const published = row("published");
    assert.ok(published.precision.mean > 0.01 && published.precision.mean < 0.9);
    for (const id of ["published", "no-critic"]) {
      const chance = row(`${id}/shuffled-needs`);
      assert.ok(chance.precision.mean < row(id).precision.mean / 4, id);
      assert.ok(chance.recall.mean < row(id).recall.mean / 4, id);
    }
    // The critic is worth something, beside all claims and as many claims drawn by chance.
    for (const id of ["no-critic", "random-scores"]) {
      assert.ok(row(id).precision.interval[1] < published.precision.mean, id);
    }
    // As many claims; of types some lead to more edges than others.
    const byChance = row("random-scores").edges / published.edges;
    assert.ok(byChance > 0.5 && byChance < 2, String(byChance));
    assert.ok(row("no-filter").precision.mean < 0.6);
    assert.ok(row("no-filter").edges > published.edges);
    assert.ok((published.recallAllHeads?.mean ?? 1) < published.recall.mean);
    assert.equal(evaluation.pairs[0]?.id, "published");
    assert.ok(evaluation.matcher.pairs >= 100);

    const [kept] = readdirSync(join(folder, "data", "evaluations"));
    assert.ok(kept, "what was found is kept");
    assert.deepEqual(await cosmoJson<Evaluation>(words), evaluation);
    const text = await cosmo(words);
    assert.match(text.out, /published\/shuffled-needs/);
    assert.match(text.out, /matcher: precision \d+ % \[/);
  });
});

test("of a shop that was not simulated no truth is known", { skip: absent ?? false }, async () => {
  const folder = workspaceWith(parent, "real");
  const products = "sku,title,productType\na,Umbrella,umbrella\nb,Tent,tent\n";
  const events = "session,product,time\n1,a,2026-01-05\n1,b,2026-01-05\n";
  writeFileSync(join(folder, "products.csv"), products);
  writeFileSync(join(folder, "events.csv"), events);
  await cosmoJson(["import", "products", join(folder, "products.csv"), "--workspace", folder]);
  await cosmoJson(["import", "events", join(folder, "events.csv"), "--workspace", folder]);
  const run = await cosmo(["run", "--workspace", folder]);
  assert.equal(run.code, 0, run.error);
  assertOneError(await cosmo(["evaluate", "graph", "--workspace", folder]), {
    exit: 2,
    code: "TRUTH_FOREIGN",
    place: "wren-and-larder",
    next: "--truth FOLDER",
  });
});
