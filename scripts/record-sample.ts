// Records what the embedded models said and measured in a workspace of the sample shop, so that the
// demo can replay it where no model can be had.
//   node bin/cosmo.js demo --workspace DIR && node scripts/record-sample.ts DIR
import { mkdirSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { evaluateGraph, evaluationsFolder } from "../src/app/evaluate-graph.ts";
import {
  answersFile,
  evaluationFile,
  measuresFile,
  type RecordedEvaluation,
  recordedFolder,
} from "../src/app/recorded-sample.ts";
import { exportRecorded } from "../src/language-model/recorded-answers.ts";
import { inWorkspace } from "./in-workspace.ts";

function writeJsonLines(name: string, rows: Iterable<unknown>): void {
  const lines = [...rows].map((row) => `${JSON.stringify(row)}\n`);
  writeFileSync(join(recordedFolder, name), gzipSync(lines.join(""), { level: 9 }));
  console.log(`${name}: ${lines.length} lines`);
}

const [folder] = process.argv.slice(2);
mkdirSync(recordedFolder, { recursive: true });
await inWorkspace(folder, async (workspace, signal) => {
  const { ports } = workspace;
  writeJsonLines(answersFile, exportRecorded(ports.calls));
  writeJsonLines(measuresFile, ports.measures.all(""));
  const evaluation = await evaluateGraph(workspace, null, signal);
  const names = await readdir(evaluationsFolder(workspace));
  const [name = "", ...others] = names;
  if (others.length > 0)
    throw new Error(`${folder} holds ${names.length} evaluations: make it anew`);
  const recorded: RecordedEvaluation = { name, evaluation };
  writeFileSync(
    join(recordedFolder, evaluationFile),
    `${JSON.stringify(recorded, undefined, 2)}\n`,
  );
});
