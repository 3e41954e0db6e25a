import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { hashOf } from "../domain/hash.ts";
import { type Progress, silentProgress, silentWork } from "../domain/progress.ts";
import type { LabelRow } from "../domain/tables/labels.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import type { CriticInput } from "./critic.ts";
import { criticInput, drawnEncoder, never, supportLabels } from "./critic-for-tests.ts";
import { featureNames } from "./features.ts";
import { type LabelSource, type TrainedCriticOptions, trainedCritic } from "./trained-critic.ts";

const root = mkdtempSync(join(tmpdir(), "cosmo-critic-"));
after(() => rmSync(root, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(root, "models-"));

const rows = supportLabels();

interface CountedLabels extends LabelSource {
  /** How often they were read. */
  readonly read: number;
}

function labelsOf(own: readonly LabelRow[], content = hashOf(own)): CountedLabels {
  const source = {
    content,
    read: 0,
    async *rows() {
      source.read += 1;
      yield* own;
    },
  };
  return source;
}

/** Keeps what work was begun and finished. */
function listedProgress(): Progress & { readonly events: readonly string[] } {
  const events: string[] = [];
  return {
    events,
    started(work, unit, total) {
      events.push(`${work}: ${total} ${unit}`);
      return { ...silentWork, finished: () => void events.push("finished") };
    },
  };
}

const now = Date.UTC(2026, 10, 25, 12);

const optionsIn = (
  folder: string,
  details: Partial<TrainedCriticOptions> = {},
): TrainedCriticOptions => ({
  ...{ folder, temporaryFolder: `${folder}-temporary` },
  ...{ encoder: drawnEncoder(3), progress: silentProgress, seed: 1, now: () => now },
  ...details,
});

const claims: readonly CriticInput[] = [2, 28].map((support) =>
  criticInput({ counts: { support } }),
);

// Trained once for the tests that only read it.
const folder = newFolder();
const first = { labels: labelsOf(rows), progress: listedProgress() };
const critic = trainedCritic(first.labels, optionsIn(folder, { progress: first.progress }));
after(() => critic.close());
const [judgements, card] = await Promise.all([critic.judge(claims, never), critic.card(never)]);

test("asked twice at once it is trained once, and says what the labels teach", () => {
  assert.equal(first.labels.read, 1);
  assert.deepEqual(first.progress.events, ["train critic: 220 labelled claims", "finished"]);
  const [seldom, often] = judgements;
  assert.ok((seldom?.plausibility ?? 1) < 0.2, `${seldom?.plausibility}`);
  assert.ok((often?.plausibility ?? 0) > 0.8, `${often?.plausibility}`);
  assert.ok((often?.typicality ?? 0) > (seldom?.typicality ?? 1) + 0.4);
  for (const { uncertainty } of judgements) assert.ok(uncertainty > 0 && uncertainty < 0.3);
});

test("opened again it is read from its folder: no label is read and nothing is trained", async () => {
  const labels = labelsOf([], first.labels.content);
  const [encoder, progress] = [drawnEncoder(3), listedProgress()];
  const again = trainedCritic(labels, optionsIn(folder, { encoder, progress }));
  try {
    assert.equal(again.id, critic.id);
    assert.deepEqual(await again.judge(claims, never), judgements);
    assert.deepEqual(await again.card(never), card);
    assert.deepEqual([labels.read, progress.events], [0, []]);
    assert.ok(encoder.encoded.every((text) => !text.includes("Thing")));
  } finally {
    await again.close();
  }
});

test("the folder is named after the critic and holds its graph and its card", () => {
  assert.deepEqual(readdirSync(folder), [critic.id]);
  assert.deepEqual(readdirSync(join(folder, critic.id)).toSorted(), ["card.json", "critic.onnx"]);
  const text = readFileSync(join(folder, critic.id, "card.json"), "utf8");
  assert.deepEqual(JSON.parse(text), card);
});

test("the card says what the critic was made of", () => {
  assert.equal(card.id, critic.id);
  assert.equal(card.trainedAt, "2026-11-25T12:00:00.000Z");
  assert.deepEqual([card.encoder, card.logProbabilityDifference], ["drawn", null]);
  assert.deepEqual(card.labels, {
    content: first.labels.content,
    bySplit: { calibration: 40, test: 60, train: 120 },
    byMaker: { "a model": 220 },
    byAnnotatorKind: { person: 220 },
  });
  assert.deepEqual(card.features, featureNames);
  assert.deepEqual(card.relations, ["usedFor"]);
  assert.ok(card.heads.plausible.slope > 0);
});

test("the card's figures are of the test side alone", () => {
  assert.deepEqual(
    card.figures.map(({ id, question }) => [id, question]),
    [
      ["all", "plausible"],
      ["all", "typical"],
    ],
  );
  const tested = rows.filter(({ split }) => split === "test");
  const [plausible, typical] = card.figures;
  assert.equal(plausible?.claims, 60);
  assert.equal(
    plausible?.positives,
    tested.filter(({ answers }) => answers["plausible"] === "yes").length,
  );
  assert.equal(
    typical?.claims,
    tested.filter(({ answers }) => answers["typical"] !== "not-sure").length,
  );
  assert.ok((plausible?.auroc?.mean ?? 0) > 0.85, `${plausible?.auroc?.mean}`);
  assert.notEqual(plausible?.calibrationError, null);
});

test("labels, encoder, seed and the differences' measure make the id", () => {
  const idOf = (labels: LabelSource, details: Partial<TrainedCriticOptions> = {}): string =>
    trainedCritic(labels, optionsIn(folder, details)).id;
  const differences = { name: "by a model", of: async () => [] };
  const ids = [
    idOf(first.labels),
    idOf(labelsOf(rows.slice(1))),
    idOf(first.labels, { encoder: drawnEncoder(3, "another") }),
    idOf(first.labels, { seed: 2 }),
    idOf(first.labels, { differences }),
    idOf(first.labels, { differences: { ...differences, name: "by another" } }),
  ];
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(
    idOf(labelsOf([], first.labels.content)),
    critic.id,
    "the content stands for labels",
  );
  assert.match(critic.id, /^critic_[0-9a-f]{20}$/);
});

test("measured differences teach, and are measured of claims to be judged too", async () => {
  // Without counts, only the difference tells what is true.
  const words = rows.map((row) => ({ ...row, measures: {} }));
  const truth = new Map(words.map(({ tail, answers }) => [tail, answers["plausible"] === "yes"]));
  const differences = {
    name: "differences by fake",
    of: async (inputs: readonly CriticInput[]) =>
      inputs.map(({ tail }) => (truth.get(tail) === true || tail === "told" ? 2 : -2)),
  };
  const trained = trainedCritic(labelsOf(words), optionsIn(newFolder(), { differences }));
  try {
    assert.equal((await trained.card(never)).logProbabilityDifference, "differences by fake");
    const [told, untold] = await trained.judge(
      ["told", "untold"].map((tail) => criticInput({ tail })),
      never,
    );
    assert.ok((told?.plausibility ?? 0) > 0.8 && (untold?.plausibility ?? 1) < 0.2);
  } finally {
    await trained.close();
  }
});

test("where claims were written to teach, those a model made are reported beside all", async () => {
  const mixed = rows.map((row, place) =>
    place % 2 === 0 ? { ...row, madeBy: "author", annotatorKind: "author" as const } : row,
  );
  const trained = trainedCritic(labelsOf(mixed), optionsIn(newFolder()));
  try {
    const { figures, labels } = await trained.card(never);
    const plausible = figures.filter(({ question }) => question === "plausible");
    assert.deepEqual(
      plausible.map(({ id, claims: count }) => [id, count]),
      [
        ["all", 60],
        ["all/judged", 30],
      ],
    );
    assert.deepEqual(labels.byMaker, { "a model": 110, author: 110 });
    assert.deepEqual(labels.byAnnotatorKind, { author: 110, person: 110 });
  } finally {
    await trained.close();
  }
});

test("claims about product types teach it too; labels of products and queries say something else", async () => {
  const mixed = rows.map((row, place) =>
    place % 2 === 0
      ? {
          ...row,
          ...{ subject: "productType" as const, query: null, productB: null },
          ...{ titleB: null, titles: [row.titleB ?? ""] },
        }
      : row,
  );
  const others = rows.slice(0, 30).map((row) => ({
    ...row,
    ...{ id: `${row.id}/other`, subject: "product" as const, query: null },
  }));
  const trained = trainedCritic(labelsOf([...mixed, ...others]), optionsIn(newFolder()));
  try {
    const { labels, figures } = await trained.card(never);
    assert.deepEqual(labels.bySplit, { calibration: 40, test: 60, train: 120 });
    assert.deepEqual(labels.byAnnotatorKind, { person: 220 });
    assert.ok((figures[0]?.auroc?.mean ?? 0) > 0.8);
    const [few, many] = await trained.judge(
      [2, 28].map((support) =>
        criticInput({
          ...{ subject: "productType", query: null, counts: { support } },
          products: [{ title: "Thing", type: "type 3" }],
        }),
      ),
      never,
    );
    assert.ok((few?.plausibility ?? 1) < 0.5 && (many?.plausibility ?? 0) > 0.5);
  } finally {
    await trained.close();
  }
});

test("too few labels are said so, nothing is kept, and closing is fine", async () => {
  const empty = newFolder();
  const trained = trainedCritic(labelsOf([labelRow()]), optionsIn(empty));
  await assert.rejects(trained.judge(claims, never), { code: "LABELS_TOO_FEW" });
  assert.deepEqual(readdirSync(empty), []);
  await trained.close();
});

test("stopped while it is trained, it rejects with the reason and keeps nothing", async () => {
  const empty = newFolder();
  const controller = new AbortController();
  const reason = new Error("enough");
  const encoder = drawnEncoder(3);
  const stopping = {
    ...encoder,
    async encode(texts: readonly string[], signal: AbortSignal) {
      const vectors = await encoder.encode(texts, signal);
      controller.abort(reason);
      return vectors;
    },
  };
  const trained = trainedCritic(labelsOf(rows), optionsIn(empty, { encoder: stopping }));
  await assert.rejects(trained.judge(claims, controller.signal), (error) => error === reason);
  assert.deepEqual(readdirSync(empty), []);
  await trained.close();
});

test("one that was stopped can be asked again", async () => {
  const labels = labelsOf(rows, first.labels.content);
  const stopped = trainedCritic(labels, optionsIn(newFolder()));
  try {
    await assert.rejects(stopped.judge(claims, AbortSignal.abort(new Error("enough"))), /enough/);
    assert.deepEqual(await stopped.judge(claims, never), judgements);
  } finally {
    await stopped.close();
  }
});
