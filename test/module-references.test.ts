// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these strings are source code
import assert from "node:assert/strict";
import { test } from "node:test";
import { referencesOf } from "../scripts/module-references.ts";

/** Specifiers in order, `?` for a computed one; files beside in brackets. */
const specifiersOf = (source: string): readonly string[] =>
  referencesOf(source).modules.map(({ kind, specifier = "?" }) =>
    kind === "file" ? `[${specifier}]` : specifier,
  );

const seen: Readonly<Record<string, readonly string[]>> = {
  'import { x } from "a";': ["a"],
  "import a from 'a'": ["a"],
  'import * as a from "a"; import b, { c } from "b";': ["a", "b"],
  'import type { X } from "a";': ["a"],
  'import { type X } from "a" with { type: "json" };': ["a"],
  'import "a";': ["a"],
  'export * from "a"; export * as b from "b";': ["a", "b"],
  'export { x } from "a"; export type { Y } from "b";': ["a", "b"],
  'const x = await import("a");': ["a"],
  'let x: import("a").X;': ["a"],
  "await import(`a`);": ["a"],
  "await import(name);": ["?"],
  "await import(`./${name}.ts`);": ["?"],
  'require("a"); require.resolve("b");': ["a", "b"],
  "require(name);": ["?"],
  'import.meta.resolve("a");': ["a"],
  'new Worker(new URL("./a.ts", import.meta.url));': ["[./a.ts]"],
  "new URL(`./a.${end}`, import.meta.url);": ["[./a.]"],
  "`${await import('a')} ${`${require('b')}`}`": ["a", "b"],
  "const q = /[\"'`]/; import 'a';": ["a"],
  "const q = (a) / 2; /* ' */ import 'a'; // `": ["a"],
  "if (x) { `${ { y: { z: 1 } } } '` } import 'a';": ["a"],
  "const q = 'it\\'s'; import 'a';": ["a"],
};

for (const [source, specifiers] of Object.entries(seen)) {
  test(`seen in ${source}`, () => assert.deepEqual(specifiersOf(source), specifiers));
}

const typesOnly: Readonly<Record<string, boolean>> = {
  'import type { X } from "a";': true,
  'import type X from "a";': true,
  'import type * as X from "a";': true,
  'export type { X } from "a";': true,
  'import { x } from "a";': false,
  'import { type X } from "a";': false,
  'import type from "a";': false,
  'import "a";': false,
  'import type { X } from "b"; import { x } from "a";': false,
  'let x: import("a").X;': false,
};

for (const [source, isSo] of Object.entries(typesOnly)) {
  test(`${isSo ? "types only" : "more than types"} in ${source}`, () =>
    assert.equal(referencesOf(source).modules.at(-1)?.typesOnly, isSo));
}

const notThere = [
  '// import "a"; process.env',
  '/* await import("a")\n process.env */',
  "const a = 'import \"a\"; process.env';",
  'const a = `import "a" process.env ${"process.env"}`;',
  'a.replace(/"/g, b).match(/[/"]process.env/);',
  'a.import(b); c.require("d"); Buffer.from("x");',
  'new URL(address); new URL("https://example.com/");',
  "a.process = 1; processed.env; const process = { a };",
  "const a = b / c; const d = e / f;",
];

for (const source of notThere) {
  test(`nothing in ${JSON.stringify(source)}`, () => {
    const nothing = { modules: [], environmentLines: [], truthLines: [] };
    assert.deepEqual(referencesOf(source), nothing);
  });
}

for (const source of [
  "process.env.HOME",
  "process?.env",
  'process["env"]',
  "globalThis.process.env",
  "const { argv, env } = process;",
  "`a${`${process.env.X}`}`",
]) {
  test(`the environment is read in ${source}`, () => {
    assert.deepEqual(referencesOf(`\n${source}`).environmentLines, [2]);
  });
}

test("lines are counted through comments, strings and templates", () => {
  const source = "/*\n*/ `\n${\n1}\n`;\nimport {\n  x,\n} from 'a';";
  assert.deepEqual(referencesOf(source).modules, [
    { kind: "module", specifier: "a", typesOnly: false, line: 8 },
  ]);
});
