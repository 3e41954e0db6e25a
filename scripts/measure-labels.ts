// Measures how much likelier the embedded model finds each labelled tail by what it is about, and writes the
// values for samples/labels/measures.jsonl.gz to standard output. Minutes, for about two are measured a
// second; what was measured in the workspace before costs nothing.
//   node scripts/measure-labels.ts WORKSPACE > samples/labels/measures.jsonl.gz
// WORKSPACE is one whose labels have been put together (`cosmo run score`).
import { gzipSync } from "node:zlib";
import { openLookup } from "../src/app/show/lookup.ts";
import { inputDifferenceText } from "../src/critic/input-difference-text.ts";
import { labelledClaims } from "../src/critic/labelled-claims.ts";
import { labels } from "../src/domain/tables/labels.ts";
import { readParquetTable } from "../src/sql/parquet-table.ts";
import { inWorkspace } from "./in-workspace.ts";

await inWorkspace(process.argv[2], async (workspace, signal) => {
  const lookup = await openLookup(workspace);
  const { differences } = workspace.ports.critic;
  const rows = await Array.fromAsync(readParquetTable(workspace.sql, labels, lookup.files(labels)));
  const inputs = labelledClaims(rows).map(({ input }) => input);
  const values = await differences.of(inputs, signal);
  const lines = new Set(
    inputs.map((input, place) =>
      JSON.stringify({
        measure: differences.name,
        text: inputDifferenceText(input),
        value: values[place],
      }),
    ),
  );
  process.stdout.write(gzipSync(`${[...lines].toSorted().join("\n")}\n`, { level: 9 }));
});
