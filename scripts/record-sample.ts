// Records what the embedded models said and measured in a workspace of the sample shop, so that the
// demo can replay it where no model can be had.
//   node bin/cosmo.js demo --workspace DIR && node scripts/record-sample.ts DIR
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { processEnvironment } from "../src/app/environment.ts";
import { answersFile, measuresFile, recordedFolder } from "../src/app/recorded-sample.ts";
import { withWorkspace } from "../src/app/workspace.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { exportRecorded } from "../src/language-model/recorded-answers.ts";

function writeJsonLines(name: string, rows: Iterable<unknown>): void {
  const lines = [...rows].map((row) => `${JSON.stringify(row)}\n`);
  writeFileSync(join(recordedFolder, name), gzipSync(lines.join(""), { level: 9 }));
  console.log(`${name}: ${lines.length} lines`);
}

const [folder] = process.argv.slice(2);
mkdirSync(recordedFolder, { recursive: true });
await withWorkspace(
  {
    folder,
    environment: processEnvironment(),
    progress: silentProgress,
    signal: new AbortController().signal,
  },
  async ({ ports }) => {
    writeJsonLines(answersFile, exportRecorded(ports.calls));
    writeJsonLines(measuresFile, ports.measures.all(""));
  },
);
