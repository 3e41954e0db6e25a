import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { otherOwner, takeLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-lock-"));
after(() => rmSync(folder, { recursive: true }));
const lockIn = (name: string): string => join(folder, name, "lock");

/** A process of its own that holds the lock until it is killed. */
async function holder(file: string) {
  const script = `import { takeLock } from ${JSON.stringify(import.meta.resolve("./lock.ts"))};
    await takeLock(${JSON.stringify(file)}); process.stdout.write("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => child.kill("SIGKILL"));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return {
    pid: child.pid,
    kill: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGKILL");
      }),
  };
}

test("a lock is held by one at a time, and free after its release", async () => {
  const file = lockIn("once");
  const lock = await takeLock(file);
  assert.match(readFileSync(file, "utf8"), new RegExp(`^${process.pid} `));
  await assert.rejects(takeLock(file), (error: Error & { hint?: string }) => {
    assert.match(error.message, new RegExp(`Process ${process.pid} is`));
    return "code" in error && error.code === "WORKSPACE_BUSY";
  });
  await lock.release();
  assert.equal(existsSync(file), false);
  await lock.release();
  await (await takeLock(file)).release();
});

test("of many who ask at once, one gets it", async () => {
  const file = lockIn("many");
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(file)));
  assert.equal(asked.filter(({ status }) => status === "fulfilled").length, 1);
});

test("another process holds it until it ends, also by kill -9", async () => {
  const file = lockIn("other");
  assert.equal(await otherOwner(file), null);
  const other = await holder(file);
  assert.equal(await otherOwner(file), other.pid);
  await assert.rejects(takeLock(file), {
    code: "WORKSPACE_BUSY",
    message: `Process ${other.pid} is working in this workspace`,
  });
  await other.kill();
  assert.equal(existsSync(file), true);
  assert.equal(await otherOwner(file), null);
  const lock = await takeLock(file);
  assert.equal(await otherOwner(file), null);
  await lock.release();
});

test("what the file says decides nothing: its numbers may be those of another container", async () => {
  const file = lockIn("numbers");
  await (await takeLock(file)).release();
  writeFileSync(file, `${process.ppid} elsewhere`);
  assert.equal(await otherOwner(file), null);
  const other = await holder(file);
  writeFileSync(file, `${process.pid} elsewhere`);
  await assert.rejects(takeLock(file), {
    code: "WORKSPACE_BUSY",
    message: `Process ${process.pid} on elsewhere is working in this workspace`,
  });
  await other.kill();
});

test("many looks at a lock keep nobody from taking it", async () => {
  const file = lockIn("looks");
  for (let round = 0; round < 50; round += 1) {
    const looks = Array.from({ length: 4 }, () => otherOwner(file));
    const lock = await takeLock(file);
    await Promise.all(looks);
    await lock.release();
  }
});
