// Puts days of a simulated log into a workspace as `cosmo import events` would, with the same rows in the same parts,
// only straight from file to file: an import of 50 M rows takes an hour. The customers' hash has no key. Then takes up
// the catalogue.
//   node bench/mining/import-log.ts PLAN      PLAN: an ImportPlan as JSON
import { basename, join } from "node:path";
import { inWorkspace } from "../../scripts/in-workspace.ts";
import { runWorkspace } from "../../src/app/run.ts";
import { hashOf } from "../../src/domain/hash.ts";
import { silentProgress } from "../../src/domain/progress.ts";
import { events } from "../../src/domain/tables/events.ts";
import { sqlText } from "../../src/sql/sql.ts";
import { type ImportPlan, rowsPerPart, type Slice, slicesOf } from "./import-plan.ts";

const plan: ImportPlan = JSON.parse(process.argv[2] ?? "");
const fileOf = (day: string): string => join(plan.log, "events", `${day}.parquet`);
const contents = hashOf(plan.days.map(({ content }) => content));
const recipe = hashOf(["bench", contents, plan.leaveOut]);

const rowsOf = ({ day, from, to }: Slice): string =>
  `SELECT * REPLACE (
     concat(site, '/', id) AS id, substr(sha256(customer), 1, 24) AS customer
   ) FROM read_parquet(${sqlText(fileOf(day))}, file_row_number = true)
   WHERE file_row_number >= ${from} AND file_row_number < ${to}
     AND NOT (${plan.leaveOut ?? false})`;

await inWorkspace(plan.workspace, (workspace, signal) =>
  workspace.locked(async () => {
    const { store, sql, imports } = workspace;
    const parts = await sql.use(async (connection) => {
      const made = [];
      for (const [index, slices] of slicesOf(plan.days, rowsPerPart).entries()) {
        const part = await store.part({
          table: events,
          name: String(index),
          inputs: recipe,
          fill: (draft) => draft.writeSelect(connection, slices.map(rowsOf).join(" UNION ALL ")),
        });
        made.push(part);
      }
      return made;
    });
    const files = plan.days.map(({ day, rows, content }) => {
      return [basename(fileOf(day)), { content, rows, rejected: 0 }] as const;
    });
    await imports.add({
      table: "events",
      recipe,
      contents,
      sources: files.map(([name]) => name),
      format: "by name",
      importedAt: new Date().toISOString(),
      rows: parts.reduce((sum, { rows }) => sum + rows, 0),
      rejected: {},
      firstRejected: {},
      files: Object.fromEntries(files),
      parts,
      rejectParts: [],
      notices: [],
      complete: true,
    });
    await runWorkspace(workspace, { stages: ["classify"], signal, progress: silentProgress });
  }),
);
