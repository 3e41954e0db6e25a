import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  eventFields,
  judgementFields,
  orderLineFields,
  productFields,
} from "../src/intake/columns/field-words.ts";

test("docs/stages/import.md has each field that --map may name, and no other", () => {
  const page = readFileSync(new URL("../docs/stages/import.md", import.meta.url), "utf8");
  const [, section = ""] = page.split("### Fields of --map");
  const fieldsOf = (table: string): ReadonlySet<string> => {
    const line = section.split("\n").find((one) => one.startsWith(`| \`${table}\``)) ?? "";
    const names =
      line
        .split("|")
        .at(-2)
        ?.matchAll(/`([^`]+)`/g) ?? [];
    return new Set(Array.from(names, ([, name = ""]) => name));
  };
  const namesOf = (...fields: readonly object[]): ReadonlySet<string> =>
    new Set(fields.flatMap((one) => Object.keys(one)));
  assert.deepEqual(fieldsOf("products"), namesOf(productFields, orderLineFields));
  assert.deepEqual(fieldsOf("events"), namesOf(eventFields));
  assert.deepEqual(fieldsOf("judgements"), namesOf(judgementFields));
});
