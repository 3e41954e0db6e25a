import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { importFiles } from "./import-files.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { folder, configure, use, importRows } = workspaceForTests("unknown-products");
configure("{}");
let files = 0;

/** What is said of products that the catalogue lacks, where a log that names these comes in. */
async function told(...rows: readonly (readonly [sku: string, events: number, site?: string])[]) {
  const path = join(folder, `${++files}.csv`);
  const lines = rows.flatMap(([sku, events, site = "shop"]) =>
    Array.from({ length: events }, (_, index) => `${site},s${index},2026-01-01,${sku}`),
  );
  writeFileSync(path, ["site,session,time,sku", ...lines].join("\n"));
  const { notices, warnings = [] } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], format: null, map: [], timeZone: null, replace: true },
      ...silently,
    }),
  );
  const isOurs = (message: string): boolean => message.includes("catalogue lacks");
  return { note: notices.find(isOurs), warning: warnings.find(isOurs) };
}

beforeEach(async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  await importRows("products", [
    { site: "shop", sku: "AB-0012", title: "Tent" },
    { site: "shop", sku: "0077", title: "Lamp" },
    { site: "outlet", sku: "X9", title: "Rope" },
  ]);
});

test("skus that differ in capitals, signs or zeros alone are named with those of the catalogue", async () => {
  assert.deepEqual(await told(["ab0012", 3], ["77", 1], ["AB-0012", 5]), {
    note: "4 of 9 events with a product name one that the catalogue lacks, such as ab0012; mining leaves them out. 4 would be known if capitals, signs and zeros in front were written as in the catalogue: ab0012 is AB-0012 there.",
    warning: undefined,
  });
});

test("a log without a known product is warned of; another site that has them is named", async () => {
  const { note, warning } = await told(["X9", 2, "mall"], ["Z1", 1, "mall"]);
  assert.equal(note, undefined);
  assert.equal(
    warning,
    "3 of 3 events with a product name one that the catalogue lacks, such as X9; mining leaves them out. 2 are known at the site outlet, and come in as of another, which has no catalogue: set `site` in cosmo.yaml and import again.",
  );
});

test("one of several sites that lacks a product is not another site, and signs alone are like nothing", async () => {
  await importRows("products", [{ site: "shop", sku: "0", title: "Peg" }], "more");
  const { note } = await told(["X9", 1], ["???", 1], ["0077", 9]);
  assert.match(note ?? "", /^2 of 11 events .* --map product=COLUMN$/);
});

test("a column that holds no skus is not shown: it may be what was typed", async () => {
  const { warning } = await told(["gift for anna", 2]);
  assert.equal(
    warning,
    "2 of 2 events with a product name one that the catalogue lacks; mining leaves them out. Import the rest of the catalogue, or say which column holds its skus: --map product=COLUMN",
  );
});

test("nothing is said of some that are gone from the catalogue, nor where there is none", async () => {
  assert.deepEqual(await told(["0077", 199], ["OLD1", 1]), { note: undefined, warning: undefined });
  rmSync(join(folder, "data"), { recursive: true, force: true });
  assert.deepEqual(await told(["0077", 1]), { note: undefined, warning: undefined });
});
