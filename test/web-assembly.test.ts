import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assembled } from "../scripts/assembled.ts";

test("the step of AdamW that runs is the one whose text can be read; else run `node scripts/web-assembly.ts`", async () => {
  const file = (name: string) => readFileSync(new URL(`../src/learning/${name}`, import.meta.url));
  const made = await assembled(file("adam-w.wat").toString());
  assert.ok(file("adam-w.wasm").equals(made));
});
