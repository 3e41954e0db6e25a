import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readKnowledgeFile } from "./knowledge-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-knowledge-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const saw = { prompts: [], fewShot: [], critic: [], thresholds: [] };
const provenance = {
  ...{ id: "a", source: { kind: "claims", content: "1f" }, prompts: ["What for?"], saw },
  dataSets: ["clicks"],
};
const textOf = (lines: readonly unknown[]): string =>
  `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
function fileOf(name: string, lines: readonly unknown[]): string {
  const file = join(folder, name);
  writeFileSync(file, name.endsWith(".gz") ? gzipSync(textOf(lines)) : textOf(lines));
  return file;
}

test("what is said of queries, skus and titles is read with what made it, gzipped or not", async () => {
  const lines = [
    { provenance },
    { query: "Winter  Boots", text: "for snow", provenance: "a" },
    { sku: "B1", text: "keeps dry", provenance: "a" },
    { title: "Snow Boots", text: "keeps warm", provenance: "a" },
    { query: "winter boots", title: "Snow Boots", text: "fits", provenance: "a" },
    { dataSet: { name: "clicks", queries: ["tent"] } },
  ];
  for (const name of ["plain.jsonl", "packed.jsonl.gz"]) {
    const { pieces, others } = await readKnowledgeFile(fileOf(name, lines));
    assert.deepEqual(
      pieces.map(({ of }) => of),
      [
        { kind: "query", id: "winter boots" },
        { kind: "product", id: "default/B1" },
        { kind: "product", id: "snow boots" },
        { kind: "pair", id: "winter boots / Snow Boots" },
      ],
    );
    assert.deepEqual(pieces[0]?.provenance.prompts, ["What for?"]);
    assert.deepEqual(others, [{ name: "clicks", usedFor: "knowledge", queries: ["tent"] }]);
  }
});

test("a byte-order mark before the first line is none of it", async () => {
  const file = join(folder, "marked.jsonl");
  writeFileSync(
    file,
    `\uFEFF${textOf([{ provenance }, { sku: "B1", text: "dry", provenance: "a" }])}`,
  );
  assert.equal((await readKnowledgeFile(file)).pieces.length, 1);
});

test("a line that can't be used is named, with what is wrong", async () => {
  const faults: readonly (readonly [readonly unknown[], RegExp])[] = [
    [[{ query: "tent", text: "for rain" }], /line 1: it doesn't say what made it/],
    [[{ query: "tent", text: "for rain", provenance: "b" }], /line 1: no line before it .*“b”/],
    [[{ provenance: { ...provenance, saw: {} } }], /line 1: provenance\.saw\.prompts/],
    [[{ provenance }, { query: "tent", text: "", provenance: "a" }], /line 2: text/],
    [[{ provenance }], /no line says anything/],
    [["tent"], /line 1: it is no JSON object/],
  ];
  for (const [lines, message] of faults) {
    await assert.rejects(readKnowledgeFile(fileOf("faulty.jsonl", lines)), {
      code: "KNOWLEDGE_FILE_INVALID",
      message,
    });
  }
});

test("a file that is not there or no gzip is told as such", async () => {
  fileOf("nine.jsonl", []);
  await assert.rejects(readKnowledgeFile(join(folder, "none.jsonl")), {
    code: "FILE_NOT_FOUND",
    hint: /nine\.jsonl/,
  });
  const file = join(folder, "torn.jsonl.gz");
  writeFileSync(file, "not packed");
  await assert.rejects(readKnowledgeFile(file), { code: "KNOWLEDGE_FILE_INVALID" });
});
