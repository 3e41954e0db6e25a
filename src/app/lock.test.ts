import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { otherOwner, takeLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-lock-"));
after(() => rmSync(folder, { recursive: true }));
const lockIn = (name: string): string => join(folder, name, "lock");

/** Beyond the greatest process number of Linux, macOS and Windows. */
const nobody = 2 ** 31 - 1;

test("a lock is held by one at a time, and free after its release", async () => {
  const file = lockIn("once");
  const lock = await takeLock(file);
  await assert.rejects(takeLock(file), (error: Error & { hint?: string }) => {
    assert.match(error.message, new RegExp(`Process ${process.pid} `));
    assert(error.hint?.includes(file), error.hint);
    return "code" in error && error.code === "WORKSPACE_BUSY";
  });
  await lock.release();
  await (await takeLock(file)).release();
  assert.deepEqual(readdirSync(join(folder, "once")), []);
});

test("of many who ask at once, one gets it", async () => {
  const file = lockIn("many");
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(file)));
  assert.equal(asked.filter(({ status }) => status === "fulfilled").length, 1);
});

for (const [whose, content] of [
  ["a process that is gone", `${nobody} 1b4e28ba`],
  ["an earlier process with our number", `${process.pid} 1b4e28ba`],
  ["a process that was killed while it wrote", ""],
] as const) {
  test(`a lock of ${whose} is taken over, by one alone`, async () => {
    const file = lockIn(`stale ${whose}`);
    const first = await takeLock(file);
    await first.release();
    writeFileSync(file, content);
    const asked = await Promise.allSettled([takeLock(file), takeLock(file), takeLock(file)]);
    const locks = asked.filter((result) => result.status === "fulfilled");
    assert.equal(locks.length, 1);
    await locks[0]?.value.release();
    assert.deepEqual(readdirSync(join(folder, `stale ${whose}`)), []);
  });
}

test("a stale lock is never two's, however those who ask get in each other's way", async () => {
  const file = lockIn("crowd");
  await (await takeLock(file)).release();
  for (let round = 0; round < 100; round += 1) {
    writeFileSync(file, `${nobody} 1b4e28ba`);
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => takeLock(file)));
    const locks = asked.filter((result) => result.status === "fulfilled");
    assert.equal(locks.length, 1, `round ${round}`);
    await locks[0]?.value.release();
  }
  assert.deepEqual(readdirSync(join(folder, "crowd")), []);
});

test("a takeover that was killed half-way is taken over itself", async () => {
  const file = lockIn("takeover");
  await (await takeLock(file)).release();
  writeFileSync(file, `${nobody} 1b4e28ba`);
  writeFileSync(`${file}.takeover`, `${nobody} 2b4e28ba`);
  const lock = await takeLock(file);
  await lock.release();
  assert.deepEqual(readdirSync(join(folder, "takeover")), []);
});

test("whoever lost the lock does not release another's", async () => {
  const file = lockIn("lost");
  const lost = await takeLock(file);
  rmSync(file);
  const lock = await takeLock(file);
  await lost.release();
  await assert.rejects(takeLock(file), { code: "WORKSPACE_BUSY" });
  await lock.release();
});

test("another process that holds the lock is named; our own, one that is gone and nobody are not", async () => {
  const file = lockIn("named");
  assert.equal(await otherOwner(file), null);
  const lock = await takeLock(file);
  assert.equal(await otherOwner(file), null);
  writeFileSync(file, `${process.ppid} 1b4e28ba`);
  assert.equal(await otherOwner(file), process.ppid);
  writeFileSync(file, `${nobody} 1b4e28ba`);
  assert.equal(await otherOwner(file), null);
  await lock.release();
});
