import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { importFiles } from "./import-files.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { folder, configure, use } = workspaceForTests("fields-lost");
configure("{}");
let files = 0;

/** What is warned of where a catalogue of this header and these rows comes in. */
async function warned(
  header: string,
  rowOf: (sku: number) => string,
  { replace = false, products = 6 } = {},
): Promise<string | undefined> {
  const path = join(folder, `${++files}.csv`);
  const rows = Array.from({ length: products }, (_, sku) => rowOf(sku));
  writeFileSync(path, [header, ...rows].join("\n"));
  const { warnings = [] } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "products", paths: [path], format: null, map: [], timeZone: null, replace },
      ...silently,
    }),
  );
  return warnings.find((warning) => warning.startsWith("Of "));
}

const whole = "sku,title,parent,productType,domain,categoryPath";
const wholeRow = (sku: number): string =>
  `${sku},Tent ${sku},p${sku % 2},tent,Outdoor,Outdoor > Tents`;
const thin = (sku: number): string => `${sku},Tent ${sku},tent`;

beforeEach(async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  assert.equal(await warned(whole, wholeRow), undefined);
});

test("a catalogue that comes again without columns that it had is warned of, with what is lost", async () => {
  assert.equal(
    await warned("sku,title,productType", thin),
    "Of 6 products that were there before, 6 lose parent, 6 lose domain, 6 lose categoryPath: of a product the latest row counts, whole. If that is not meant, take this import out by `cosmo import remove`, and import the files with these columns.",
  );
  // What is lost already is not lost again.
  assert.equal(
    await warned("sku,title,productType,colour", (sku) => `${thin(sku)},red`),
    undefined,
  );
});

test("nothing is said where few lose a field, where all have more, nor where the earlier catalogue goes", async () => {
  const some = (sku: number): string => (sku < 2 ? `${sku},Tent ${sku},,tent,,` : wholeRow(sku));
  assert.equal(await warned(whole, some), undefined);
  assert.equal(await warned(`${whole},colour`, (sku) => `${wholeRow(sku)},red`), undefined);
  assert.equal(await warned("sku,title,productType", thin, { replace: true }), undefined);
});
