// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these strings are source code
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkImports } from "../scripts/import-rule.ts";

/** Runs on a folder with these files, by path. */
function inFolder<Result>(
  files: Readonly<Record<string, string>>,
  run: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-import-rule-"));
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const violationsOf = (file: string, content: string): readonly string[] =>
  inFolder({ [file]: content }, checkImports).map(({ line, message }) => `${line}: ${message}`);

for (const [kind, content] of [
  ["a static import", '\nimport { x } from "../sql/sql.ts";'],
  ["a type import", '\nimport type { X } from "../sql/sql.ts";'],
  ["a re-export", '\nexport * from "../sql/sql.ts";'],
  ["a dynamic import", '\nawait import("../sql/sql.ts");'],
  ["a worker", '\nnew Worker(new URL("../sql/worker.ts", import.meta.url));'],
] as const) {
  test(`planted and found: ${kind}`, () => {
    assert.deepEqual(violationsOf("src/text/a.ts", content), ["2: text may not import sql"]);
  });
}

/** Room of the file and what it imports; the message, or nothing where that is allowed. */
const imports: readonly (readonly [room: string, specifier: string, message?: string])[] = [
  ["domain", "../text/x.ts", "domain may not import text"],
  ["domain", "zod"],
  ["domain", "fs", "domain may not import node:fs"],
  ["model-files", "../domain/x.ts"],
  ["model-files", "../text/x.ts", "model-files may not import text"],
  ["artifact", "../learning/x.ts", "artifact may not import learning"],
  ["learning", "../artifact/x.ts"],
  ["encoder", "../onnx/x.ts"],
  ["encoder", "../stage/x.ts", "encoder may not import stage"],
  ["language-model", "../encoder/x.ts", "language-model may not import encoder"],
  ["graph", "../stage/x.ts"],
  ["graph", "../graph/parts/x.ts"],
  ["graph", "../intents/x.ts", "graph may not import intents"],
  ["graph", "../app/x.ts", "graph may not import app"],
  ["evaluation", "../graph/x.ts"],
  ["evaluation", "../critic/x.ts", "evaluation may not import critic"],
  ["evaluation", "../relevance/x.ts", "evaluation may not import relevance"],
  ["evaluation", "../simulation/x.ts", "evaluation may not import simulation"],
  ["app", "../simulation/x.ts"],
  ["app", "../cli/x.ts", "app may not import cli"],
  ["app", "../../scripts/x.ts", "imports ../../scripts/x.ts, which is in no room"],
  ["api", "../app/x.ts", "api may not import app"],
  ["cli", "../app/x.ts"],
  ["cli", "../graph/x.ts", "cli may not import graph"],
  ["server", "../annotation/x.ts"],
  ["server", "../relevance/x.ts"],
  ["server", "../graph/x.ts", "server may not import graph"],
  ["sql", "@duckdb/node-api"],
  ["graph", "@duckdb/node-api/lib/x.js", "graph may not import @duckdb/node-api"],
  ["graph", "wink-nlp/utilities/x", "graph may not import wink-nlp"],
  ["graph", "node:sqlite", "graph may not import node:sqlite"],
  ["graph", "node:process", "graph may not import node:process"],
  ["graph", "left-pad", "graph may not import left-pad"],
  ["graph", "fast-check", "graph may not import fast-check"],
  ["graph", "./b-for-tests.ts", "imports ./b-for-tests.ts, which is for tests"],
  ["helpers", "./x.ts", "is in no room of scripts/import-table.ts"],
];

for (const [room, specifier, message] of imports) {
  test(`${room} ${message === undefined ? "imports" : "does not import"} ${specifier}`, () => {
    const found = violationsOf(`src/${room}/a.ts`, `import "${specifier}";`);
    assert.deepEqual(found, message === undefined ? [] : [`1: ${message}`]);
  });
}

/** What a file of the page imports; the message, or nothing where that is allowed. */
const pageImports: readonly (readonly [source: string, message?: string])[] = [
  ['import { useState } from "react";'],
  ['import { createRoot } from "react-dom/client";'],
  ['import { x } from "../parts/x.tsx";'],
  ['import type { X } from "../../../src/api/x.ts";'],
  ['export type { X } from "../../../src/domain/x.ts";'],
  ['import { x } from "../../../src/api/x.ts";', "web may import types of api alone"],
  ['import { type X } from "../../../src/api/x.ts";', "web may import types of api alone"],
  ['await import("../../../src/domain/x.ts");', "web may import types of domain alone"],
  ['import type { X } from "../../../src/app/x.ts";', "web may not import app"],
  [
    'import type { X } from "../../../scripts/x.ts";',
    "imports ../../../scripts/x.ts, which is in no room",
  ],
  ['import { z } from "zod";', "web may not import zod"],
  ['import "node:fs";', "web may not import node:fs"],
  ['import "./x.test.ts";', "imports ./x.test.ts, which is for tests"],
  ["await import(name);", "imports a module whose name is computed"],
];

for (const [source, message] of pageImports) {
  test(`the page ${message === undefined ? "may" : "may not"} ${source}`, () => {
    const files = { "src/domain/x.ts": "", "web/src/views/a.tsx": `\n${source}` };
    const found = inFolder(files, checkImports);
    const expected = [{ file: "web/src/views/a.tsx", line: 2, message }];
    assert.deepEqual(found, message === undefined ? [] : expected);
  });
}

test("no room imports the page", () => {
  const source = 'import { x } from "../../web/src/x.ts";';
  const message = "1: imports ../../web/src/x.ts, which is in no room";
  assert.deepEqual(violationsOf("src/cli/a.ts", source), [message]);
});

test("a test sees the rooms below its own, and packages for tests", () => {
  const below = 'import "../graph/x.ts"; import "fast-check"; import "./b-for-tests.ts";';
  assert.deepEqual(violationsOf("src/cli/a.test.ts", below), []);
  const beside = 'import "../sql/x.ts";';
  assert.deepEqual(violationsOf("src/text/a.test.ts", beside), ["1: text may not import sql"]);
});

test("files of the own room and outside src may be named, a module needs its name in full", () => {
  for (const file of ['"./x.sql"', "`${name}.sql`", '"../../samples/shop"', '"../.."']) {
    assert.deepEqual(violationsOf("src/graph/a.ts", `new URL(${file}, import.meta.url);`), []);
  }
  const computed = "1: imports a module whose name is computed";
  assert.deepEqual(violationsOf("src/graph/a.ts", "await import(name);"), [computed]);
});

test("the environment is read in app alone", () => {
  const source = "\nconst home = process.env.HOME;";
  assert.deepEqual(violationsOf("src/app/a.ts", source), []);
  assert.deepEqual(violationsOf("src/graph/a.ts", source), ["2: only app reads process.env"]);
});

for (const [kind, literal] of [
  ["a path", '"../../samples/shop/domains/pets/truth.yaml"'],
  ["a name", "'truth.yaml'"],
  ["a template's end", "`domains/${slug}/truth.yaml`"],
  ["a template's middle", "`${folder}/truth.yaml${query}`"],
] as const) {
  test(`the truth is read in evaluation alone: ${kind}`, () => {
    const source = `\n// truth.yaml\nconst file = ${literal};`;
    const message = "3: only evaluation reads the truth";
    for (const room of ["simulation", "critic", "app"]) {
      assert.deepEqual(violationsOf(`src/${room}/a.ts`, source), [message]);
    }
    assert.deepEqual(violationsOf("src/evaluation/a.ts", source), []);
    assert.deepEqual(violationsOf("src/simulation/a.test.ts", source), []);
  });
}

test("a file outside the rooms is a violation, a folder without src an error", () => {
  assert.deepEqual(violationsOf("src/a.ts", ""), ["1: is in no room of scripts/import-table.ts"]);
  inFolder({ "readme.md": "" }, (folder) => {
    assert.throws(() => checkImports(folder), /no folder src/);
  });
});

test("the command names file and line and ends with 1, and with 0 when the violation is gone", () => {
  const scripts = fileURLToPath(new URL("../scripts", import.meta.url));
  inFolder({ "src/text/a.ts": '\n\nimport "../sql/sql.ts";\n' }, (folder) => {
    cpSync(scripts, join(folder, "scripts"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const run = () =>
      spawnSync(process.execPath, ["scripts/import-rule.ts"], { cwd: folder, encoding: "utf8" });
    const bad = run();
    assert.match(bad.stderr, /^src\/text\/a\.ts:3: text may not import sql$/m);
    assert.equal(bad.status, 1);
    writeFileSync(join(folder, "src/text/a.ts"), "");
    const good = run();
    assert.equal(good.stdout, "import rule: 0 violations\n");
    assert.equal(good.status, 0);
  });
});
