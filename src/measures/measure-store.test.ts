import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Measure } from "./measure.ts";
import { type MeasureStore, openMeasureStore } from "./measure-store.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-measures-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);
const never = new AbortController().signal;

/** Opens a file for one piece of work, as a process of its own would. */
async function withStore<Result>(
  file: string,
  work: (store: MeasureStore) => Promise<Result>,
): Promise<Result> {
  const store = openMeasureStore(file);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

interface CountedMeasure extends Measure {
  /** Every text that was measured, as often as it was. */
  readonly measured: readonly string[];
}

/** The length of a text. `before` may throw to interrupt it. */
function lengthMeasure(
  name = "length",
  before: (texts: readonly string[]) => void = () => {},
): CountedMeasure {
  const measured: string[] = [];
  return {
    name,
    measured,
    async of(texts) {
      before(texts);
      measured.push(...texts);
      return texts.map((text) => text.length);
    },
  };
}

const manyTexts = Array.from({ length: 100 }, (_, index) => `text ${"x".repeat(index)}`);

test("a text is measured once, whoever asks how often and in whatever process", async () => {
  const file = newFile();
  const measure = lengthMeasure();
  const first = await withStore(file, (store) =>
    store.remember(measure).of(["tent", "lamp", "tent"], never),
  );
  assert.deepEqual([...first].toSorted(), [
    ["lamp", 4],
    ["tent", 4],
  ]);
  const second = await withStore(file, (store) =>
    store.remember(measure).of(["umbrella", "tent"], never),
  );
  assert.deepEqual(second.get("umbrella"), 8);
  assert.deepEqual(measure.measured, ["tent", "lamp", "umbrella"]);
});

test("another measure, such as one by another model, measures for itself", async () => {
  const file = newFile();
  const other = lengthMeasure("length by another model");
  await withStore(file, async (store) => {
    await store.remember(lengthMeasure()).of(["tent"], never);
    await store.remember(other).of(["tent"], never);
  });
  assert.deepEqual(other.measured, ["tent"]);
});

test("an interruption in the middle keeps what was measured; the next run measures the rest", async () => {
  const file = newFile();
  const dying = lengthMeasure("length", (texts) => {
    if (texts.includes(manyTexts[70] ?? "")) throw new Error("killed");
  });
  await assert.rejects(
    withStore(file, (store) => store.remember(dying).of(manyTexts, never)),
    /killed/,
  );
  assert.ok(dying.measured.length >= 32, "something was done before");
  const resumed = lengthMeasure();
  const values = await withStore(file, (store) => store.remember(resumed).of(manyTexts, never));
  assert.deepEqual([...dying.measured, ...resumed.measured], manyTexts);
  assert.deepEqual(
    manyTexts.map((text) => values.get(text)),
    manyTexts.map((text) => text.length),
  );
});

test("an abort ends the measuring with its reason and keeps what was measured", async () => {
  const file = newFile();
  const controller = new AbortController();
  const measure = lengthMeasure("length", () => controller.abort(new Error("Ctrl-C")));
  await assert.rejects(
    withStore(file, (store) => store.remember(measure).of(manyTexts, controller.signal)),
    /Ctrl-C/,
  );
  const resumed = lengthMeasure();
  await withStore(file, (store) => store.remember(resumed).of(manyTexts, never));
  assert.deepEqual([...measure.measured, ...resumed.measured], manyTexts);
});

test("progress goes up to the number of texts, over what was known and what was measured", async () => {
  await withStore(newFile(), async (store) => {
    const stored = store.remember(lengthMeasure());
    await stored.of(manyTexts.slice(0, 10), never);
    const told: number[] = [];
    await stored.of(manyTexts, never, (done) => told.push(done));
    assert.equal(told[0], 10);
    assert.equal(told.at(-1), manyTexts.length);
    assert.deepEqual(
      told.toSorted((a, b) => a - b),
      told,
    );
  });
});

test("a measure that gives no number for a text is a fault, and nothing is stored for it", async () => {
  for (const answer of [[], [Number.NaN]]) {
    const file = newFile();
    const broken: Measure = { name: "length", of: async () => answer };
    await assert.rejects(
      withStore(file, (store) => store.remember(broken).of(["tent"], never)),
      /length gave no number for "tent"/,
    );
    const measure = lengthMeasure();
    await withStore(file, (store) => store.remember(measure).of(["tent"], never));
    assert.deepEqual(measure.measured, ["tent"]);
  }
});

test("stored values travel to another file; what is there already stays", async () => {
  const [from, to] = [newFile(), newFile()];
  const travelling = await withStore(from, async (store) => {
    await store.remember(lengthMeasure("perplexity by a")).of(["tent", "lamp"], never);
    await store.remember(lengthMeasure("cosine by b")).of(["tent"], never);
    return [...store.all("perplexity")];
  });
  assert.deepEqual(
    travelling.map((row) => ({ ...row })),
    [
      { measure: "perplexity by a", text: "lamp", value: 4 },
      { measure: "perplexity by a", text: "tent", value: 4 },
    ],
  );
  await withStore(to, async (store) => {
    store.add([{ measure: "perplexity by a", text: "tent", value: 7 }]);
    store.add(travelling);
    const measure = lengthMeasure("perplexity by a");
    const values = await store.remember(measure).of(["tent", "lamp"], never);
    assert.deepEqual([values.get("tent"), values.get("lamp")], [7, 4]);
    assert.deepEqual(measure.measured, []);
  });
});
