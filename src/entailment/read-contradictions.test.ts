import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readContradictions } from "./read-contradictions.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-contradictions-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(content: string): string {
  const file = join(folder, "own.yaml");
  writeFileSync(file, content);
  return file;
}

test("a file of one's own is read instead, and its content is its identity", async () => {
  const read = () => readContradictions(fileOf("contradictions: [[[vinyl], [compact disc, cd]]]"));
  const { id, contradictions } = await read();
  const head = contradictions.ofHead([{ place: "the title", text: "Greatest Hits (CD)" }]);
  assert.equal(
    contradictions.between(contradictions.ofTail("spinning vinyl"), head),
    "“vinyl” against “cd” in the title",
  );
  assert.equal((await read()).id, id);
  assert.notEqual((await readContradictions()).id, id);
});

test("what is wrong is told with its place", async () => {
  for (const [content, message] of [
    ["contradictions: [[[vinyl]]]", /own\.yaml: contradictions\[0\]/],
    ["contradictions: [[[vinyl], ['-']]]", /own\.yaml: contradictions\[0\]\[1\]\[0\]: has neither/],
    ["contradiction: []", /own\.yaml: .*contradiction/],
  ] as const) {
    await assert.rejects(readContradictions(fileOf(content)), {
      code: "CONTRADICTIONS_INVALID",
      message,
      exitCode: 2,
    });
  }
  await assert.rejects(readContradictions(join(folder, "none.yaml")), {
    code: "CONTRADICTIONS_INVALID",
    message: /none\.yaml can't be read/,
  });
});
