import { counted } from "../text/counted.ts";
import { firstNames } from "../text/first-names.ts";
import { type Finding, well } from "./finding.ts";
import type { ImportRecord } from "./imports.ts";
import type { Workspace } from "./workspace.ts";

/** Whether the files of all imports are as they were written: no run can make them again. One finding for each that are not. */
export async function importsWhole({
  imports,
  store,
}: Pick<Workspace, "imports" | "store">): Promise<readonly Finding[]> {
  const records = await imports.list();
  const findings: Finding[] = [];
  for (const record of records) {
    for (const part of record.parts) {
      const problem = await store.checkFiles(part);
      if (problem === undefined) continue;
      findings.push({ check: "imports", ok: false, finding: problem, next: nextStep(record) });
    }
  }
  if (records.length === 0 || findings.length > 0) return findings;
  return [well("imports", `files of ${counted(records.length, "imports")} are whole`)];
}

const nextStep = ({ table, sources }: ImportRecord): string =>
  `Remove that folder, where it is there, and import the same files of ${table} again, in the same way: ${firstNames(sources)}.`;
