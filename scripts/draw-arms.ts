// Draws published edges of several workspaces for a person to read without knowing which workspace, score or fan-out
// they have.
//   node scripts/draw-arms.ts SHEET KEY SEED PER-ARM name=WORKSPACE…
// SHEET and KEY are files that are made. SHEET: an edge a line, with item, head in words and sentence; its reader adds
// annotator, annotatorKind and answers: { plausible: yes, no or not-sure }. KEY: for which workspaces each item counts,
// which arms-report.ts needs and the reader must not see. PER-ARM edges are drawn of each (300), evenly over its edges.
import { writeFileSync } from "node:fs";
import { armSheet } from "../src/evaluation/arm-sheet.ts";
import { armPlaces, readArms } from "./read-arms.ts";

const [sheetFile, keyFile, seed = "", perArm = "", ...words] = process.argv.slice(2);
if (sheetFile === undefined || keyFile === undefined || ![seed, perArm].every(isCount)) {
  console.error(
    "Write: npm run --silent draw-arms -- SHEET KEY SEED PER-ARM name=WORKSPACE name=WORKSPACE …",
  );
  process.exit(2);
}
const arms = await readArms(armPlaces(words));
const { sheet, key } = armSheet(arms, { perArm: Number(perArm), seed: Number(seed) });
writeLines(sheetFile, sheet);
writeLines(keyFile, key);
for (const { name } of arms) {
  console.error(`${name}: ${key.filter(({ arm }) => arm === name).length} edges`);
}
console.error(`${sheet.length} to read`);

function isCount(word: string): boolean {
  return /^\d+$/.test(word);
}

function writeLines(file: string, lines: readonly unknown[]): void {
  // "wx": a sheet that was read is not written over.
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { flag: "wx" });
}
