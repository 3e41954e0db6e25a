import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { cachePath, type FindModelFileOptions, findModelFile } from "./find-model-file.ts";
import type { ModelFile, ModelFileProgress, ModelFileSource } from "./model-file.ts";

const content = Buffer.from("weights ".repeat(50_000));
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const file: ModelFile = {
  model: "tiny",
  fileName: "tiny.bin",
  bytes: content.length,
  sha256: sha256Of(content),
  licence: "Apache-2.0",
  hubAddress: "http://127.0.0.1/tiny.bin",
  wheel: { name: "tiny", version: "1.0.0", member: "tiny.bin" },
};

let folder: string;
let cacheFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-model-file-"));
  cacheFolder = join(folder, "cache");
});
afterEach(() => rm(folder, { recursive: true }));

/** A source that hands out `bytes` in two chunks, and counts how often it was asked. */
function sourceOf(name: string, bytes: Uint8Array): ModelFileSource & { asked: number } {
  return {
    name,
    asked: 0,
    describe: () => "somewhere",
    async open() {
      this.asked += 1;
      return (async function* () {
        yield bytes.subarray(0, 1000);
        yield bytes.subarray(1000);
      })();
    },
  };
}

const broken: ModelFileSource = {
  name: "broken hub",
  describe: () => "http://127.0.0.1/tiny.bin",
  open: () => Promise.reject(new Error("connection refused")),
};

const options = (
  sources: readonly ModelFileSource[],
  more: Partial<FindModelFileOptions> = {},
): FindModelFileOptions => ({
  cacheFolder,
  sources,
  signal: new AbortController().signal,
  ...more,
});

async function leftovers(): Promise<string[]> {
  return (await readdir(cacheFolder)).filter((name) => name.startsWith("."));
}

test("the first source that has the file fills the cache, and is not asked again", async () => {
  const source = sourceOf("hub", content);
  const progress: ModelFileProgress[] = [];
  const report = (step: ModelFileProgress) => progress.push(step);
  const found = await findModelFile(file, options([source], { report }));
  assert.deepEqual(found, { path: cachePath(file, cacheFolder), sha256: file.sha256 });
  assert.deepEqual(await readFile(found.path), content);
  assert.deepEqual(
    progress.map(({ source, bytes, totalBytes }) => [source, bytes, totalBytes]),
    [0, 1000, content.length].map((bytes) => ["hub", bytes, content.length]),
  );
  await findModelFile(file, options([source]));
  assert.equal(source.asked, 1);
  assert.deepEqual(await leftovers(), []);
});

test("a source that fails, has other content, too much or too little, gives way to the next", async () => {
  const otherContent = Buffer.from(content).fill("X", 0, 1);
  const sources = [
    broken,
    sourceOf("other", otherContent),
    sourceOf("long", Buffer.concat([content, content])),
    sourceOf("short", content.subarray(1)),
    sourceOf("right", content),
  ];
  const { path } = await findModelFile(file, options(sources));
  assert.deepEqual(await readFile(path), content);
  assert.deepEqual(await leftovers(), []);
});

test("when no source works, the error lists each with its reason and where to put the file", async () => {
  const sources = [broken, sourceOf("index", Buffer.from("something else"))];
  await assert.rejects(findModelFile(file, options(sources)), (error) => {
    assert(error instanceof CosmoError);
    assert.equal(error.code, "MODEL_FILE_UNAVAILABLE");
    assert.match(error.message, /cache .*tiny\.bin: not there\n/);
    assert.match(error.message, /broken hub http:.*: connection refused\n/);
    assert.match(
      error.message,
      /index somewhere: has other content: SHA-256 [0-9a-f]{64}, 14 bytes/,
    );
    assert(error.hint.includes(cachePath(file, cacheFolder)));
    return true;
  });
});

test("a damaged file in the cache is replaced", async () => {
  const path = cachePath(file, cacheFolder);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content.subarray(0, 500));
  await findModelFile(file, options([sourceOf("hub", content)]));
  assert.deepEqual(await readFile(path), content);
});

test("searches at the same time all end well", async () => {
  const searches = Array.from({ length: 5 }, () =>
    findModelFile(file, options([broken, sourceOf("hub", content)])),
  );
  for (const { path } of await Promise.all(searches))
    assert.deepEqual(await readFile(path), content);
  assert.deepEqual(await leftovers(), []);
});

test("a local file is used where it lies when it is the pinned one", async () => {
  const path = join(folder, "mine.bin");
  await writeFile(path, content);
  const found = await findModelFile(file, options([], { localFile: { path, pinned: true } }));
  assert.deepEqual(found, { path, sha256: file.sha256 });
});

test("another local file is refused, unless it is marked unpinned: then it is its own identity", async () => {
  const path = join(folder, "mine.bin");
  const mine = Buffer.from("my own model");
  await writeFile(path, mine);
  const source = sourceOf("hub", content);
  const pinned = findModelFile(file, options([source], { localFile: { path, pinned: true } }));
  await assert.rejects(pinned, { code: "MODEL_FILE_MISMATCH", exitCode: 2 });
  assert.equal(source.asked, 0);
  const found = await findModelFile(file, options([], { localFile: { path, pinned: false } }));
  assert.deepEqual(found, { path, sha256: sha256Of(mine) });
});

test("a local file that is not there is an error, not a reason to fetch", async () => {
  const localFile = { path: join(folder, "nowhere.bin"), pinned: true };
  await assert.rejects(findModelFile(file, options([sourceOf("hub", content)], { localFile })), {
    code: "MODEL_FILE_MISSING",
    exitCode: 2,
  });
});

test("an abort in the middle rejects with its reason, asks nobody else and leaves nothing", async () => {
  const controller = new AbortController();
  const reason = new Error("interrupted");
  const endless: ModelFileSource = {
    name: "slow",
    describe: () => "",
    async open() {
      return (async function* () {
        yield content.subarray(0, 10);
        controller.abort(reason);
        yield content.subarray(10);
      })();
    },
  };
  const next = sourceOf("next", content);
  const search = findModelFile(file, options([endless, next], { signal: controller.signal }));
  await assert.rejects(search, reason);
  assert.equal(next.asked, 0);
  assert.deepEqual(await leftovers(), []);
});

test("a cache that cannot be written is one clear error, and no second download", async () => {
  await writeFile(cacheFolder, "a file where the folder should be");
  const second = sourceOf("second", content);
  await assert.rejects(findModelFile(file, options([sourceOf("first", content), second])), {
    code: "MODEL_CACHE_UNWRITABLE",
  });
  assert.equal(second.asked, 0);
});

test("what a killed process left more than a day ago is removed, younger work is not", async () => {
  const old = join(cacheFolder, ".fetching-old");
  const young = join(cacheFolder, ".fetching-young");
  await mkdir(old, { recursive: true });
  await mkdir(young);
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  await utimes(old, twoDaysAgo, twoDaysAgo);
  await findModelFile(file, options([sourceOf("hub", content)]));
  assert.deepEqual(await leftovers(), [".fetching-young"]);
});
