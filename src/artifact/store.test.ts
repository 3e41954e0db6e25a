import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { integer, text } from "../domain/column.ts";
import { defineTable, type RowOf } from "../domain/table.ts";
import { datasetOf, type PartManifest, samplesPerReason } from "./dataset.ts";
import { openStore, type PartDraft, type Store } from "./store.ts";
import { openNewStore, openStorePlace, partFolders } from "./store-for-tests.ts";

const words = defineTable("words", "Words with a length.", ["word"], {
  word: text("The word."),
  length: integer("Its letters."),
});
type Draft = PartDraft<RowOf<typeof words>>;

const place = await openStorePlace();

const write =
  (...list: readonly string[]) =>
  async (draft: Draft): Promise<void> => {
    for (const word of list) draft.write({ word, length: word.length });
  };

const make = (
  store: Store,
  fill: (draft: Draft) => Promise<void>,
  other: { name?: string; inputs?: unknown; jsonLines?: boolean; seed?: number } = {},
): Promise<PartManifest> => store.part({ table: words, name: "all", inputs: 1, fill, ...other });

const readBack = (store: Store, ...parts: readonly PartManifest[]) =>
  Array.fromAsync(store.rows(words, datasetOf("words", parts)), ({ word }) => word);

const onlyFolder = (store: Store): string => {
  const [folder] = partFolders(store.folder);
  assert.ok(folder);
  return folder;
};

test("rows come back sorted, whether they came one by one or from a query", async () => {
  const store = openNewStore(place);
  const written = await make(store, write("tent", "cat", "umbrella"));
  const selected = await make(
    store,
    (draft) =>
      place.sql.use((connection) =>
        draft.writeSelect(
          connection,
          "SELECT length(word) AS length, word FROM (VALUES ('umbrella'), ('tent'), ('cat')) AS list(word)",
        ),
      ),
    { name: "selected" },
  );
  assert.deepEqual(await readBack(store, written), ["cat", "tent", "umbrella"]);
  assert.deepEqual(await readBack(store, selected), ["cat", "tent", "umbrella"]);
  assert.equal(selected.content, written.content);
  assert.equal(written.rows, 3);
});

test("the same request again does not build, in this process or the next", async () => {
  const store = openNewStore(place);
  const first = await make(store, write("tent"));
  const neverAgain = async (): Promise<void> => assert.fail("built again");
  assert.deepEqual(await make(store, neverAgain), first);
  assert.deepEqual(await make(openStore(store.folder, place.sql), neverAgain), first);
});

test("another name, input or table version is another part", async () => {
  const store = openNewStore(place);
  const parts = [
    await make(store, write("a")),
    await make(store, write("b"), { name: "other" }),
    await make(store, write("c"), { inputs: 2 }),
    await store.part({
      table: { ...words, version: 2 },
      name: "all",
      inputs: 1,
      fill: write("d"),
    }),
  ];
  assert.deepEqual(await readBack(store, ...parts), ["a", "b", "c", "d"]);
});

test("a part that fails in the middle does not exist, and the next try makes it whole", async () => {
  const store = openNewStore(place);
  const half = make(store, async (draft) => {
    await write("tent", "cat")(draft);
    throw new Error("the power went");
  });
  await assert.rejects(half, /the power went/);
  assert.deepEqual(partFolders(store.folder), []);
  assert.deepEqual(await readBack(store, await make(store, write("cat", "tent", "umbrella"))), [
    "cat",
    "tent",
    "umbrella",
  ]);
});

test("a part is whole or not there, wherever between its steps the process ends", async () => {
  for (const stop of ["make the folder", "write the rows", "write the manifest", "publish"]) {
    const folder = place.newFolder();
    const store = openStore(folder, place.sql, {
      beforeStep: (step) => {
        if (step === stop) throw new Error(`killed at ${step}`);
      },
    });
    await assert.rejects(make(store, write("tent"), { jsonLines: true }), /killed at/);
    assert.deepEqual(partFolders(folder), []);
    const next = openStore(folder, place.sql);
    await next.clearUnfinished();
    assert.ok(!existsSync(join(folder, "temporary")));
    assert.deepEqual(await readBack(next, await make(next, write("tent"))), ["tent"]);
  }
});

test("what a dead process left half built gets into no other part", async () => {
  const folder = place.newFolder();
  const dying = openStore(folder, place.sql, {
    beforeStep: (step) => {
      if (step === "publish") throw new Error("killed");
    },
  });
  await assert.rejects(make(dying, write("old"), { jsonLines: true }), /killed/);
  const store = openStore(folder, place.sql);
  const part = await make(store, write("new"), { name: "other" });
  assert.deepEqual(await readBack(store, part), ["new"]);
  assert.equal(await store.check(words, part), undefined);
  assert.deepEqual(readdirSync(onlyFolder(store)).toSorted(), ["manifest.json", "rows.parquet"]);
});

test("two who build the same part at once end with one", async () => {
  const store = openNewStore(place);
  const other = openStore(store.folder, place.sql);
  const [one, two] = await Promise.all([make(store, write("tent")), make(other, write("tent"))]);
  assert.deepEqual(one, two);
  assert.equal(partFolders(store.folder).length, 1);
  assert.equal(await store.check(words, one), undefined);
});

test("two rows with one key are refused and leave no part", async () => {
  const store = openNewStore(place);
  await assert.rejects(make(store, write("tent", "tent")), /words: 2 rows but 1 different keys/);
  assert.deepEqual(partFolders(store.folder), []);
});

test("JSON lines lie beside the rows where they are asked for, in the same order", async () => {
  const store = openNewStore(place);
  await make(store, write("tent", "cat"), { jsonLines: true });
  const lines = readFileSync(join(onlyFolder(store), "rows.jsonl"), "utf8")
    .trim()
    .split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      { word: "cat", length: 3 },
      { word: "tent", length: 4 },
    ],
  );
});

const dropMany = (count: number, order: (index: number) => number) => async (draft: Draft) => {
  for (let index = 0; index < count; index++) {
    draft.dropped("tooLong", `word ${order(index)}`, 1, index % 2 === 0 ? "usedFor" : "isA");
  }
};

test("drops are counted by group and reason, with or without an example, one by one or at once", async () => {
  const { dropped, samples } = await make(openNewStore(place), async (draft) => {
    draft.dropped("tooLong");
    draft.dropped("tooLong", "an example", 5, "usedFor");
    draft.dropped("tooShort", undefined, 7, "usedFor");
    // Counted before, shown now.
    draft.dropped("tooShort", "ox", 0, "usedFor");
  });
  assert.deepEqual(dropped, { all: { tooLong: 1 }, usedFor: { tooLong: 5, tooShort: 7 } });
  assert.deepEqual(samples, { tooLong: ["an example"], tooShort: ["ox"] });
});

test("the examples of a reason are drawn by the seed, not the first ones that came", async () => {
  const count = 500;
  const drawn = async (order: (index: number) => number, seed: number) => {
    const part = await make(openNewStore(place), dropMany(count, order), { seed });
    assert.deepEqual(part.dropped, {
      usedFor: { tooLong: count / 2 },
      isA: { tooLong: count / 2 },
    });
    return part.samples["tooLong"] ?? [];
  };
  const sample = await drawn((index) => index, 1);
  assert.equal(sample.length, samplesPerReason);
  assert.deepEqual(await drawn((index) => count - 1 - index, 1), sample);
  assert.notDeepEqual(await drawn((index) => index, 2), sample);
  const numbers = sample.map((word) => Number(word.split(" ")[1]));
  assert.ok(Math.max(...numbers) > count / 2, `only early ones: ${numbers}`);
});

test("a changed byte is found, wherever it is and in whatever file of the part", async () => {
  const store = openNewStore(place);
  const part = await make(store, write("cat", "tent", "umbrella"), { jsonLines: true });
  assert.equal(await store.check(words, part), undefined);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("rows.parquet", "rows.jsonl"),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (name, at, change) => {
        const file = join(onlyFolder(store), name);
        const good = readFileSync(file);
        const bad = Buffer.from(good);
        bad.writeUInt8(bad.readUInt8(at % bad.length) ^ change, at % bad.length);
        writeFileSync(file, bad);
        const problem = await store.check(words, part);
        writeFileSync(file, good);
        assert.match(problem ?? "nothing", new RegExp(`${name} is not the file`));
      },
    ),
    { numRuns: 40 },
  );
  assert.equal(await store.check(words, part), undefined);
});

test("rows that are not those of the manifest are found, even in the very file it names", async () => {
  const store = openNewStore(place);
  const part = await make(store, write("cat"));
  assert.match(
    (await store.check(words, { ...part, content: "0".repeat(64) })) ?? "nothing",
    /rows that differ/,
  );
});

test("what is missing or unreadable is an answer of the check, with its place", async () => {
  const store = openNewStore(place);
  const part = await make(store, write("cat"));
  const folder = onlyFolder(store);
  const manifest = readFileSync(join(folder, "manifest.json"), "utf8");
  writeFileSync(join(folder, "manifest.json"), manifest.slice(0, manifest.length / 2));
  assert.match((await store.check(words, part)) ?? "nothing", /manifest\.json is unreadable/);
  writeFileSync(join(folder, "manifest.json"), manifest);
  rmSync(join(folder, "rows.parquet"));
  assert.match((await store.check(words, part)) ?? "nothing", /can't be read.*rows\.parquet/);
  rmSync(folder, { recursive: true });
  assert.match((await store.check(words, part)) ?? "nothing", /is missing/);
});

test("a manifest that can't be read stops the run with the folder to remove", async () => {
  const store = openNewStore(place);
  await make(store, write("cat"));
  const folder = onlyFolder(store);
  writeFileSync(join(folder, "manifest.json"), "{");
  await assert.rejects(make(store, write("cat")), (error: { code?: string; hint?: string }) => {
    assert.equal(error.code, "PART_DAMAGED");
    assert.ok(error.hint?.includes(folder));
    return true;
  });
});

test("a part that was taken away is built anew, and one that is not there is no matter", async () => {
  const store = openNewStore(place);
  const part = await make(store, write("tent"));
  await store.remove(part);
  assert.deepEqual(partFolders(store.folder), []);
  assert.deepEqual(readdirSync(join(store.folder, "temporary")), []);
  await store.remove(part);
  const again = await make(store, write("cat"));
  assert.deepEqual(await readBack(store, again), ["cat"]);
});
