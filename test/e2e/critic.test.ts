import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { assertOneError, cosmo, cosmoJson, temporaryFolder } from "./cosmo-command.ts";
import { embeddedModelsAbsent } from "./embedded-models.ts";
import { demoSettings, noModels, replayedDemo } from "./replayed-demo.ts";

interface Status {
  readonly stages: readonly {
    readonly name: string;
    readonly rowsIn: number;
    readonly rowsOut: number;
    readonly dropped: Readonly<Record<string, number>>;
  }[];
  readonly graph: { readonly content: string; readonly assertions: number } | null;
  readonly ran: readonly string[];
}

interface Figure {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

const samples = fileURLToPath(new URL("../../samples", import.meta.url));
const parent = temporaryFolder();
const absent = await embeddedModelsAbsent();
/** For settings of the graph of one's own. */
const withoutGraph = demoSettings.slice(0, demoSettings.indexOf("graph:"));
const nowhere = noModels(parent);
const demo = join(parent, "demo");

const stageOf = (status: Status, name: string) => {
  const stage = status.stages.find((one) => one.name === name);
  assert.ok(stage, name);
  return stage;
};

const setSettings = (folder: string, text: string): void =>
  writeFileSync(join(folder, "cosmo.yaml"), text);

interface Assertion {
  readonly claim: string;
  /** Null where no critic judged. */
  readonly plausibility: number | null;
  readonly typicality: number | null;
}

/** The JSON lines of the graph's assertions. */
function assertionsOf(folder: string): readonly Assertion[] {
  const parts = join(folder, "data", "parts", "assertions");
  const current = JSON.parse(readFileSync(join(folder, "data", "graph", "current.json"), "utf8"));
  const version = JSON.parse(
    readFileSync(join(folder, "data", "graph", "versions", `${current.version}.json`), "utf8"),
  );
  const { recipe } = version.tables.assertions.parts[0];
  const folderName = readdirSync(parts).find((name) => recipe.startsWith(name)) ?? "";
  const lines = readFileSync(join(parts, folderName, "rows.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

before(async () => {
  const replay = await replayedDemo(demo);
  assert.equal(replay.code, 0, replay.error);
});

test("a moved threshold runs the graph anew and nothing else; one of its own for a relation holds", async () => {
  const folder = join(parent, "threshold");
  cpSync(demo, folder, { recursive: true });
  const settings = `${withoutGraph}${nowhere}graph: { plausibility: 0.65, plausibility-by-relation: { usedFor: 0.95 } }\n`;
  setSettings(folder, settings);
  const run = await cosmoJson<Status>(["run", "--workspace", folder]);
  assert.deepEqual(run.ran, ["entail", "graph"]);
  const assertions = assertionsOf(folder);
  assert.ok(assertions.length > 0 && assertions.length < assertionsOf(demo).length);
  assert.ok(assertions.every(({ plausibility }) => (plausibility ?? 0) > 0.65));
  const { dropped, rowsIn, rowsOut } = stageOf(run, "graph");
  assert.equal(rowsIn, rowsOut + (dropped["implausible"] ?? 0));
});

test("without a critic the graph takes every claim that the filters kept", async () => {
  const folder = join(parent, "none-judges");
  cpSync(demo, folder, { recursive: true });
  // Nothing is to be measured that nobody recorded.
  const plain = "critic: { by: none }\nrefinement: { cosine-by: none, perplexity-by: none }\n";
  setSettings(folder, `${demoSettings}${nowhere}${plain}`);
  const run = await cosmoJson<Status>(["run", "--workspace", folder]);
  assert.equal(stageOf(run, "score").rowsOut, 0);
  assert.equal(stageOf(run, "graph").rowsOut, stageOf(run, "score").rowsIn);
});

test("own labels come in, wrong lines are rejected with their reason, unknown products are counted", async () => {
  const folder = join(parent, "labels");
  cpSync(demo, folder, { recursive: true });
  const [line = ""] = readFileSync(join(samples, "labels", "sample-shop.jsonl"), "utf8").split(
    "\n",
  );
  const label = { ...JSON.parse(line), data: "own", annotatorKind: "person" };
  const { split: _, ...unsplit } = label;
  const unknown = { ...label, head: { ...label.head, products: ["default/x", "default/y"] } };
  const file = join(parent, "own.jsonl");
  const misspelt = { ...unsplit, relation: "usedFr" };
  const lines = [unsplit, unsplit, unknown, misspelt].map((one) => JSON.stringify(one));
  writeFileSync(file, `${lines.join("\n")}\n{"data":"own"}\nnothing\n`);
  const words = ["import", "labels", file, "--workspace", folder];
  const imported = await cosmoJson<{
    rows: number;
    rejected: Record<string, number>;
    notices: readonly string[];
  }>(words);
  assert.deepEqual(
    [imported.rows, imported.rejected],
    [3, { LABEL_REPEATED: 1, LABEL_INVALID: 2 }],
  );
  assert.deepEqual(imported.notices, [
    "1 label of usedFr, which is no relation here. Is usedFor meant?",
  ]);
  const again = await cosmo(words);
  assert.match(again.out, /imported before/);
  assert.equal((await cosmo([...words, "--strict"])).code, 1);
  const run = await cosmoJson<Status>(["run", "labels", "--workspace", folder]);
  assert.deepEqual(stageOf(run, "labels").dropped, { productUnknown: 1 });
  assertOneError(
    await cosmo(["import", "labels", join(parent, "no.jsonl"), "--workspace", folder]),
    {
      exit: 2,
      code: "LABELS_UNREADABLE",
      place: "no.jsonl",
      next: "sample-shop.jsonl",
    },
  );
});

test("a critic file that is missing or no critic is told with the next step", async () => {
  const folder = join(parent, "own-critic");
  cpSync(demo, folder, { recursive: true });
  setSettings(folder, `${demoSettings}${nowhere}critic: { by: mine.onnx }\n`);
  assertOneError(await cosmo(["run", "--workspace", folder]), {
    exit: 2,
    code: "CRITIC_FILE_MISSING",
    place: "mine.onnx",
    next: "critic.by",
  });
  // What needs no critic goes on, and doctor names it.
  assert.equal((await cosmo(["status", "--workspace", folder])).code, 0);
  const doctor = await cosmo(["doctor", "--workspace", folder]);
  assert.match(doctor.out, /CRITIC_FILE_MISSING/);
  writeFileSync(join(folder, "scores.parquet"), gzipSync("no Parquet"));
  setSettings(folder, `${demoSettings}${nowhere}critic: { by: scores.parquet }\n`);
  assertOneError(await cosmo(["run", "--workspace", folder]), {
    exit: 2,
    code: "SCORES_FILE_INVALID",
    place: "scores.parquet",
    next: "plausibility",
  });
  setSettings(folder, `${demoSettings}${nowhere}critic: { by: somebody }\n`);
  assertOneError(await cosmo(["run", "--workspace", folder]), {
    exit: 2,
    code: "CONFIGURATION_INVALID",
    place: "critic.by: labels, language-model, none, or an .onnx or .parquet file",
    next: "docs/configuration.md",
  });
});

test("a threshold for a relation that is not there is told with the nearest name", async () => {
  const folder = join(parent, "misspelt");
  cpSync(demo, folder, { recursive: true });
  const graph = "graph: { plausibility-by-relation: { usedfor: 0.9 } }\n";
  setSettings(folder, `${withoutGraph}${nowhere}${graph}`);
  assertOneError(await cosmo(["run", "--workspace", folder]), {
    exit: 2,
    code: "RELATION_UNKNOWN",
    place: "usedfor",
    next: "usedFor",
  });
});

test("scores that were written elsewhere judge in place of the critic", async () => {
  const folder = join(parent, "own-scores");
  cpSync(demo, folder, { recursive: true });
  // The scores of a run are such a file; those of its second pass, with queries and pairs, are the greater one.
  const parts = join(folder, "data", "parts", "scores");
  const [rows = ""] = readdirSync(parts)
    .map((recipe) => join(parts, recipe, "rows.parquet"))
    .toSorted((a, b) => statSync(b).size - statSync(a).size);
  cpSync(rows, join(folder, "mine.parquet"));
  setSettings(folder, `${demoSettings}${nowhere}critic: { by: mine.parquet }\n`);
  await cosmoJson<Status>(["run", "--workspace", folder]);
  assert.deepEqual(assertionsOf(folder), assertionsOf(demo));
});

describe("with the sentence encoder", { skip: absent ?? false }, () => {
  test("the critic is trained, measured beside its parts, and may be brought to another workspace", async () => {
    const folder = join(parent, "trained");
    cpSync(demo, folder, { recursive: true });
    setSettings(folder, demoSettings);
    const evaluation = await cosmoJson<{
      rows: readonly { id: string; question: string; auroc: Figure | null; claims: number }[];
      thresholds: readonly { scope: string; threshold: number; claims: number | null }[];
      card: { id: string; labels: { byAnnotatorKind: Record<string, number> } };
    }>(["evaluate", "critic", "--workspace", folder]);
    const auroc = (id: string, question = "plausible"): number => {
      const row = evaluation.rows.find((one) => one.id === id && one.question === question);
      assert.ok(row?.auroc, id);
      return row.auroc.mean;
    };
    assert.ok(auroc("all") > 0.65, String(auroc("all")));
    assert.ok(auroc("all", "typical") > 0.65);
    for (const id of ["cosine", "log-probability-difference", "relation-only"]) {
      assert.ok(auroc(id) < auroc("all"), id);
    }
    assert.ok(Math.abs(auroc("frequency") - 0.5) < 0.1);
    assert.deepEqual(Object.keys(evaluation.card.labels.byAnnotatorKind), ["author"]);
    const scopes = [...new Set(evaluation.thresholds.map(({ scope }) => scope))];
    assert.deepEqual(scopes, ["product-type", "query", "pair"]);
    for (const scope of scopes) {
      const own = evaluation.thresholds.filter((row) => row.scope === scope);
      const sizes = own.flatMap(({ claims }) => claims ?? []);
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => b - a),
      );
    }

    const artefact = join(folder, "data", "models", evaluation.card.id);
    const other = join(parent, "brought");
    cpSync(demo, other, { recursive: true });
    for (const name of ["critic.onnx", "card.json"])
      cpSync(join(artefact, name), join(other, name));
    // What the evaluation encoded need not be encoded again.
    cpSync(join(folder, "data/state/vectors.db"), join(other, "data/state/vectors.db"));
    setSettings(other, `${demoSettings}critic: { by: critic.onnx }\n`);
    const run = await cosmo(["run", "--workspace", other]);
    assert.equal(run.code, 0, run.error);
    assertSameButDigits(assertionsOf(other), assertionsOf(demo));
  });
});

/** How far apart scores may be that critics gave which were trained on different processors. */
const lastDigits = 0.0005;

/**
 * The demo's scores were recorded, where this critic was trained here: another processor's arithmetic changes last digits, and so may
 * bring a claim to the other side of the threshold of 0.5. Nothing else may differ.
 */
function assertSameButDigits(own: readonly Assertion[], recorded: readonly Assertion[]): void {
  const byClaim = (all: readonly Assertion[]) => new Map(all.map((one) => [one.claim, one]));
  const [here, there] = [byClaim(own), byClaim(recorded)];
  for (const claim of new Set([...here.keys(), ...there.keys()])) {
    const [one, other] = [here.get(claim), there.get(claim)];
    if (one === undefined || other === undefined) {
      const plausibility = (one ?? other)?.plausibility ?? 1;
      assert.ok(
        plausibility < 0.5 + lastDigits,
        `${claim}, ${plausibility}, is in one graph alone`,
      );
      continue;
    }
    for (const score of ["plausibility", "typicality"] as const) {
      const apart = Math.abs((one[score] ?? Number.NaN) - (other[score] ?? Number.NaN));
      assert.ok(apart <= lastDigits, `${claim}: ${score} ${apart} apart`);
    }
    const { plausibility, typicality } = other;
    assert.deepEqual({ ...one, plausibility, typicality }, other);
  }
}
