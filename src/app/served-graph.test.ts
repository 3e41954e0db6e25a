import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { GraphVersion } from "../graph/graph-version.ts";
import { publicationMark } from "./served-graph.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-mark-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the mark changes with the version and with its index, and the version is read only when it changed", async () => {
  const content = "0123456789abcdef".repeat(4);
  const graph = join(folder, "graph");
  let reads = 0;
  const mark = publicationMark({
    dataFolder: folder,
    versions: {
      async current() {
        reads += 1;
        return { content } as GraphVersion;
      },
    },
  });
  const publish = (): void => {
    writeFileSync(join(graph, "aside.json"), "{}");
    renameSync(join(graph, "aside.json"), join(graph, "current.json"));
  };
  const compile = (name: string): void => {
    mkdirSync(join(graph, "indexes", name), { recursive: true });
    writeFileSync(join(graph, "indexes", name, "manifest.json"), "{}");
  };

  assert.equal(await mark(), undefined);
  compile(content.slice(0, 20));
  publish();
  const first = await mark();
  assert.equal(await mark(), first);
  compile("another");
  assert.equal(await mark(), first, "the index of another version is none of its");
  compile(`${content.slice(0, 20)}.2`);
  const second = await mark();
  assert.notEqual(second, first);
  assert.equal(reads, 1);
  publish();
  assert.notEqual(await mark(), second);
  assert.equal(reads, 2);
});
