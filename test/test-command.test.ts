import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runSteps } from "../scripts/run-steps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const good: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "planted",
    private: true,
    type: "module",
    scripts: { test: "node scripts/test.ts" },
  }),
  "package-lock.json": JSON.stringify({ packages: { "": { name: "planted" } } }),
  "biome.json": '{ "files": { "includes": ["src/**", "test/**"] } }\n',
  "tsconfig.json": JSON.stringify({
    extends: "./tsconfig.of-cosmo.json",
    include: ["src", "test"],
  }),
  "knip.json": JSON.stringify({
    entry: ["src/**/*.test.ts", "test/**/*.test.ts"],
    project: ["{src,test}/**/*.ts"],
  }),
  "src/text/double.ts": "export const double = (count: number): number => count * 2;\n",
  "src/text/double.test.ts": `import { equal } from "node:assert/strict";
import { test } from "node:test";
import { double } from "./double.ts";

test("double", () => equal(double(2), 4));
test("needs a model", { skip: "no model here" }, () => {});
`,
  "web/tsconfig.json": JSON.stringify({
    extends: "../tsconfig.of-cosmo.json",
    compilerOptions: { lib: ["esnext", "dom"], rootDir: ".." },
    include: ["src"],
  }),
  "web/src/title.ts": 'document.title = "planted";\n',
  "test/browser/page.test.ts": `import { test } from "node:test";

test("in a browser", { skip: "no browser here" }, () => {});
`,
  "test/end.test.ts": `import { test } from "node:test";

test("to the end", () => {});
test("to the end again", () => {});
`,
};

/** The scripts as they are, around a small project in which these files differ. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-test-command-"));
  cpSync(join(root, "scripts"), join(folder, "scripts"), { recursive: true });
  cpSync(join(root, ".ci"), join(folder, ".ci"), { recursive: true });
  cpSync(join(root, "tsconfig.json"), join(folder, "tsconfig.of-cosmo.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [file, content] of Object.entries({ ...good, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    if (content !== "") writeFileSync(join(folder, file), content);
  }
  return folder;
}

function runIn(folder: string, command: string, ...options: readonly string[]) {
  // Some file, so that no browser is looked for: none of the planted tests has one.
  const env = { ...process.env, COSMO_TEST_BROWSER: process.execPath };
  const { status, stdout } = spawnSync(command, options, { cwd: folder, encoding: "utf8", env });
  return { status, stdout, lastLine: stdout.trimEnd().split("\n").at(-1) };
}

describe("the test command", () => {
  const folders: string[] = [];
  const make = (files: Readonly<Record<string, string>>): string => {
    const folder = project(files);
    folders.push(folder);
    return folder;
  };
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test("passes where all is well, counting each check and test, with the reason of a skip", () => {
    const { status, stdout, lastLine } = runIn(make({}), process.execPath, "scripts/test.ts");
    assert.equal(lastLine, "9 passed, 0 failed, 2 skipped", stdout);
    assert.match(stdout, /skipped: needs a model: no model here/);
    assert.equal(status, 0);
  });

  test("goes on after each failure and counts them all", () => {
    const folder = make({
      "src/text/double.ts":
        'import "../sql/sql.ts";\nexport const double = (count: number): string => count*2;\nexport const unused = 1;\n',
      "src/sql/sql.ts": "export {};\n",
      "package-lock.json": JSON.stringify({
        packages: { "": { optionalDependencies: { "@x/linux-arm64": "1.0.0" } } },
      }),
      "src/text/double.test.ts":
        'import { double } from "./double.ts";\nimport { test } from "node:test";\ntest("bad", () => { throw new Error("planted " + double(1)); });\n',
      "test/end.test.ts": 'throw new Error("planted crash");\n',
    });
    const { status, stdout, lastLine } = runIn(folder, process.execPath, "scripts/test.ts");
    assert.equal(lastLine, "1 passed, 7 failed, 1 skipped", stdout);
    for (const fault of [
      "src/text/double.ts:1: text may not import sql",
      "@x/linux-arm64 is missing",
      "planted 2",
      "planted crash",
      "not assignable to type 'string'",
    ]) {
      assert.ok(stdout.includes(fault), `${fault} is not in:\n${stdout}`);
    }
    assert.equal(status, 1);
  });

  test("a lane without tests and a process that dies are failures; .ci/run ends with their counts", () => {
    const folder = make({
      "src/text/double.test.ts": `import { test } from "node:test";
import { double } from "./double.ts";

test("dies", () => {
	process.kill(process.pid, double(4.5));
});
`,
      "test/end.test.ts": "",
    });
    const { status, stdout, lastLine } = runIn(folder, "bash", ".ci/run");
    assert.equal(lastLine, "6 passed, 2 failed, 1 skipped", stdout);
    assert.match(stdout, /no test file matches test/);
    assert.match(stdout, /the run ended early/);
    assert.equal(status, 1);
  });

  test(".ci/run ends with a failure where the tests can't even begin", () => {
    const { status, lastLine } = runIn(make({ "scripts/test.ts": "(" }), "bash", ".ci/run");
    assert.equal(lastLine, "0 passed, 1 failed");
    assert.equal(status, 1);
  });
});

test("a step that throws has failed, and the next one runs", async () => {
  const lines: string[] = [];
  const outcome = await runSteps(
    [
      { name: "throws", run: () => Promise.reject(new Error("planted")) },
      { name: "next", run: async () => ({ passed: 2, failed: 0, skipped: 0, notes: [] }) },
    ],
    (line) => lines.push(line),
  );
  assert.deepEqual([outcome.passed, outcome.failed], [2, 1]);
  assert.ok(lines.some((line) => line.includes("planted")));
  assert.equal(lines.at(-1)?.trim(), "2 passed, 1 failed");
});
