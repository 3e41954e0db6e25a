// Holds several ways to spend calls against each other, by a reading of what draw-arms.ts drew of them, as one JSON
// document: precision, precision by fan-out, right edges for 100 calls, how much of the shop is covered, and what
// each way shows that another does not.
//   node scripts/arms-report.ts SHEET-WITH-READINGS KEY name=WORKSPACE… [--cut 0.8] [--generic 0.05]
// --cut: the cosine from which two wordings mean the same. --generic: the share of heads above which a node is generic.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { armReadings } from "../src/evaluation/arm-readings.ts";
import { keyLine, readSheetLine } from "../src/evaluation/arm-sheet.ts";
import { armsReport } from "../src/evaluation/arms-report.ts";
import { type LostFacts, lostFacts } from "../src/evaluation/lost-facts.ts";
import { inWorkspace } from "./in-workspace.ts";
import { armPlaces, readArms } from "./read-arms.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cut: { type: "string", default: "0.8" },
    generic: { type: "string", default: "0.05" },
  },
});
const [sheetFile, keyFile, ...words] = positionals;
if (sheetFile === undefined || keyFile === undefined) {
  console.error("Write: npm run --silent arms -- SHEET-WITH-READINGS KEY name=WORKSPACE …");
  process.exit(2);
}
const [cut, genericShare, seed] = [Number(values.cut), Number(values.generic), 1];
if (![cut, genericShare].every((share) => share >= 0 && share <= 1)) {
  console.error("--cut and --generic are numbers from 0 to 1.");
  process.exit(2);
}
const sheet = linesOf(sheetFile, readSheetLine);
const key = linesOf(keyFile, keyLine);
const places = armPlaces(words);
const arms = await readArms(places);
const readings = armReadings(arms, sheet, key);
const read = arms.map((arm) => ({ arm, readings: readings.get(arm.name) ?? [] }));

await inWorkspace(places[0]?.folder, async ({ ports }, signal) => {
  const lost: LostFacts[] = [];
  for (const one of read) {
    for (const without of arms.filter((arm) => arm !== one.arm)) {
      const { encoder } = ports.critic;
      lost.push(await lostFacts(one, without, { encoder, cut, seed }, signal));
    }
  }
  const annotators = [
    ...new Set(sheet.map(({ annotator, annotatorKind }) => `${annotatorKind} ${annotator}`)),
  ];
  const document = {
    cut,
    genericShare,
    annotators,
    ...armsReport(read, { genericShare, seed }),
    lost,
  };
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
});

function linesOf<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line, index) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`${file}, line ${index + 1}: ${parsed.error.message}`);
      return parsed.data;
    });
}
