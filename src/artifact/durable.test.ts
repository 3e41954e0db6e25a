import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { onDisk, publishFolder, syncFolder, writeFileDurably } from "./durable.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-durable-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function folderWith(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "file"), content);
  return path;
}

test("a file is made with its folders, replaced as a whole, and leaves nothing beside it", async () => {
  const file = join(folder, "deep", "er", "pointer.json");
  await writeFileDurably(file, "a long first content");
  await writeFileDurably(file, "short");
  assert.equal(readFileSync(file, "utf8"), "short");
  assert.deepEqual(readdirSync(join(folder, "deep", "er")), ["pointer.json"]);
});

test("a folder appears under its final name; who comes second leaves the first one's", async () => {
  const final = join(folder, "parts", "one");
  await publishFolder(folderWith("first", "1"), final);
  await publishFolder(folderWith("second", "2"), final);
  assert.equal(readFileSync(join(final, "file"), "utf8"), "1");
  const left = readdirSync(folder);
  assert.ok(!left.includes("first") && !left.includes("second"), `left: ${left}`);
});

const forbidden = async (): Promise<never> => {
  throw Object.assign(new Error("EPERM"), { code: "EPERM" });
};

test("a move that Windows forbids means that the name is taken, but only where it is", async () => {
  const final = folderWith("windows", "1");
  await publishFolder(folderWith("late", "2"), final, forbidden);
  assert.equal(readFileSync(join(final, "file"), "utf8"), "1");
  assert.ok(!readdirSync(folder).includes("late"));
  await assert.rejects(publishFolder(folderWith("lost", "3"), join(folder, "free"), forbidden), {
    code: "NOT_WRITABLE",
  });
  assert.ok(readdirSync(folder).includes("lost"), "what was built is not thrown away");
});

test("a folder is flushed where a system can open one", async () => {
  await syncFolder(folder, "linux");
  await assert.rejects(syncFolder(join(folder, "missing"), "linux"), { code: "ENOENT" });
  await syncFolder(join(folder, "missing"), "win32");
});

for (const [system, code, exitCode] of [
  ["ENOSPC", "DISK_FULL", 1],
  ["EDQUOT", "DISK_FULL", 1],
  ["EROFS", "NOT_WRITABLE", 2],
  ["EACCES", "NOT_WRITABLE", 2],
] as const) {
  test(`${system} becomes ${code} with the place and a next step`, async () => {
    const failing = onDisk("/some/place", async () => {
      throw Object.assign(new Error(system), { code: system });
    });
    await assert.rejects(failing, { code, exitCode, message: /\/some\/place/, hint: /\w+ / });
  });
}

test("any other failure comes through as it was", async () => {
  const fault = Object.assign(new Error("odd"), { code: "EISDIR" });
  await assert.rejects(
    onDisk("/some/place", async () => {
      throw fault;
    }),
    fault,
  );
});
