// Joins a sheet of draw-pair-reading.ts that was read to its key, without a word of the log, so that it can be kept.
//   node scripts/join-pair-reading.ts READ-SHEET KEY > docs/readings/FILE.jsonl
import { joinedReading, pairKeyLine, readPairLine } from "../src/evaluation/pair-reading.ts";
import { linesOf } from "./pair-reading/lines-of.ts";

const [sheetFile, keyFile] = process.argv.slice(2);
if (sheetFile === undefined || keyFile === undefined) {
  console.error("Write: node scripts/join-pair-reading.ts READ-SHEET KEY > READING");
  process.exit(2);
}
for (const line of joinedReading(linesOf(keyFile, pairKeyLine), linesOf(sheetFile, readPairLine))) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
