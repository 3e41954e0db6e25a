// Holds what would be carried from product types to single products and queries against the labels of the test
// side, beside carrying everything and beside the tail's cosine alone. Prints one JSON document.
//   node scripts/entailment-report.ts WORKSPACE
// WORKSPACE is one whose labels have been put together (`cosmo run labels`).
import { resolve } from "node:path";
import { openLookup } from "../src/app/show/lookup.ts";
import { labels } from "../src/domain/tables/labels.ts";
import { entailmentReport } from "../src/entailment/entailment-report.ts";
import { readContradictions } from "../src/entailment/read-contradictions.ts";
import { readParquetTable } from "../src/sql/parquet-table.ts";
import { inWorkspace } from "./in-workspace.ts";

await inWorkspace(process.argv[2], async (workspace, signal) => {
  const { configuration, folder, ports, sql } = workspace;
  const { probability, contradictions: file } = configuration.entailment;
  const lookup = await openLookup(workspace);
  const { contradictions } = await readContradictions(
    file === null ? undefined : resolve(folder, file),
  );
  const rows = await entailmentReport(
    readParquetTable(sql, labels, lookup.files(labels)),
    { encoder: ports.critic.encoder, contradictions, probability, seed: 1 },
    signal,
  );
  console.log(JSON.stringify({ probability, rows }, undefined, 2));
});
