import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { housePage, writtenHousePage } from "../scripts/house-page.ts";
import { type Token, tokensOf } from "../scripts/source-tokens.ts";
import { tablesPage, writtenTablesPage } from "../scripts/tables-page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A page without the padding that the formatter gives to its tables. */
const unpadded = (page: string): string => page.replace(/-{3,}| +(?=\|)|(?<=\|) +/g, "");

test("docs/tables.md is what the table definitions say; else run `npm run docs`", () => {
  assert.equal(unpadded(writtenTablesPage()), unpadded(tablesPage()));
});

test("docs/house.md shows the imports as they are; else run `npm run docs`", () => {
  assert.equal(writtenHousePage(), housePage());
});

const codeForm = /^[A-Z]+(?:_[A-Z0-9]+)+$/;
/** Errors of Node and its parts, and a type of DuckDB. */
const foreign = /^(?:(?:UND_)?ERR_\w+|HPE_\w+|EAI_AGAIN|Z_BUF_ERROR|TIMESTAMP_MS)$/;
/** Calls that look for a code; every other call that is given one makes an error or a reject of it. */
const seekers = new Set(["has", "includes", "Set"]);

/** Whether the string at `index` is `code: "…"` or an argument; in lists and after === it is looked for. */
function isMade(tokens: readonly Token[], index: number): boolean {
  const textAt = (at: number): string => tokens[at]?.text ?? "";
  if (textAt(index - 2) === "code" && textAt(index - 1) === ":") return true;
  if (textAt(index - 1) === "=") return false;
  let closed = 0;
  for (let at = index - 1; at >= 0; at--) {
    if (tokens[at]?.kind !== "sign") continue;
    if (")]}".includes(textAt(at))) closed += 1;
    if (!"([{".includes(textAt(at))) continue;
    if (closed === 0) return textAt(at) === "(" && !seekers.has(textAt(at - 1));
    closed -= 1;
  }
  return false;
}

/** Codes that are made in the sources, or printed as they are, and those that they name at all. */
function codesOfSources(): { readonly made: Set<string>; readonly named: Set<string> } {
  const made = new Set<string>();
  const named = new Set<string>();
  for (const file of globSync(`${root}/{bin,scripts,src}/**/*.{js,mjs,ts}`)) {
    if (file.endsWith(".test.ts")) continue;
    const tokens = tokensOf(readFileSync(file, "utf8"));
    for (const [index, { kind, text }] of tokens.entries()) {
      const printed = /^cosmo: ([A-Z_]+):/.exec(text)?.[1];
      if (kind !== "word" && printed !== undefined) made.add(printed);
      if (kind !== "string" || !codeForm.test(text) || foreign.test(text)) continue;
      named.add(text);
      if (isMade(tokens, index)) made.add(text);
    }
  }
  return { made, named };
}

const { made, named } = codesOfSources();

test("docs/errors.md lists every code of an error, reject or notice, and no other", () => {
  const page = readFileSync(`${root}/docs/errors.md`, "utf8");
  const listed = Array.from(page.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\|/gm), ([, code]) => code);
  assert.deepEqual(listed.toSorted(), [...made].toSorted());
});

test("a code that is looked for is made somewhere", () => {
  assert.deepEqual(
    [...named].filter((code) => !made.has(code)),
    [],
  );
});
