import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Format } from "../../src/intake/files/format.ts";

/** Where the real data lies unless a command says so: beside the repository. */
export const usualDataFolder = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** A real log that has purchases, as `cosmo import` takes it. */
export interface RealLog {
  readonly name: string;
  /** Of catalogue and log alike. */
  readonly paths: readonly string[];
  readonly format: Format | null;
}

const bundleParts = ["item_titles", "item_categories", "session_item", "user_session"];

/** Each department of BundleRec is a shop of its own: its sessions hold nothing of the others. */
export function realLogs(folder: string): readonly RealLog[] {
  const department = (name: string, prefix: string): RealLog => ({
    name,
    paths: bundleParts.map((part) => join(folder, "bundles", `${prefix}_${part}.csv.gz`)),
    format: "bundlerec",
  });
  return [
    department("clothing", "clothing"),
    department("electronics", "electronic"),
    department("food", "food"),
    {
      name: "online-retail",
      paths: [join(folder, "online_retail", "online_retail.csv.gz")],
      format: null,
    },
  ];
}

/** The first file of the logs that is not there. */
export const missingFile = (logs: readonly RealLog[]): string | undefined =>
  logs.flatMap(({ paths }) => paths).find((path) => !existsSync(path));
