// Shares of yes by question, and how far two readings agree, as one JSON document.
//   node scripts/label-report.ts FILE… (default: the labels that come with cosmo)
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { labelReport } from "../src/annotation/label-report.ts";
import { readLabels } from "../src/annotation/read-labels.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const own = fileURLToPath(new URL("../samples/labels/*.jsonl", import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync(own).sort();

await withClearErrors(async () => {
  const labels = (await Promise.all(files.map(readLabels))).flat();
  process.stdout.write(`${JSON.stringify(labelReport(labels), undefined, 2)}\n`);
});
