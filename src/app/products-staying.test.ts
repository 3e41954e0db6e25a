import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { importFiles } from "./import-files.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { folder, configure, use } = workspaceForTests("products-staying");

configure("{}");
let files = 0;

/** What is said of products that stay where a catalogue of these comes in. */
async function told(
  skus: readonly (number | string)[],
  { replace = false, site = "shop" } = {},
): Promise<string | undefined> {
  const path = join(folder, `${++files}.csv`);
  const rows = skus.map((sku) => `${site},${sku},Product ${sku}`);
  writeFileSync(path, ["site,sku,title", ...rows].join("\n"));
  const { notices } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "products", paths: [path], format: null, map: [], timeZone: null, replace },
      ...silently,
    }),
  );
  return notices.find((notice) => notice.startsWith("Earlier imports"));
}

beforeEach(async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  assert.equal(await told([1, 2, 3, 4, 5]), undefined);
});

test("products that a catalogue of today no longer has are counted, and how to take them out is said", async () => {
  assert.equal(
    await told([2, 3, 4, 6]),
    "Earlier imports have 2 products that these files lack; they stay in the catalogue. If the files are all of it, import them again with --replace, which takes the earlier imports out.",
  );
  assert.match(
    (await told([2, 3, 4, 5, 6])) ?? "",
    /^Earlier imports have 1 product that .* it stays/,
  );
});

test("nothing is said of a further part of the catalogue, of another site, of all that was there, nor where earlier imports go", async () => {
  assert.equal(await told([5, 6, 7, 8, 9, 10]), undefined);
  assert.equal(await told([1, 2, 3, 4], { site: "other" }), undefined);
  assert.equal(await told([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), undefined);
  assert.equal(await told([1], { replace: true }), undefined);
});
