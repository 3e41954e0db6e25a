// Draws pairs of real logs, kept and cut, for a person to read without knowing which are which.
//   node scripts/draw-pair-reading.ts SHEET KEY SEED [--data FOLDER] [--workspaces FOLDER]
// SHEET and KEY are files that are made. SHEET: a pair a line, with item and the words of its two heads; its reader adds
// annotator, annotatorKind and answers: { sharesNeed: yes, no or not-sure }. KEY: what each item was drawn for, which
// pair-reading.ts needs and the reader must not see. The sheet holds titles of the data: keep it where the data is.
// --workspaces: keeps what was mined, which takes minutes, for the next time.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { asItIs, pairSheet, type WordedPair } from "../src/evaluation/pair-reading.ts";
import { eachLog } from "./pair-reading/each-log.ts";
import type { Stratum } from "./pair-reading/log-pairs.ts";
import { missingFile, realLogs, usualDataFolder } from "./pair-reading/real-logs.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: usualDataFolder },
    workspaces: { type: "string" },
  },
});
const [sheetFile, keyFile, seed = ""] = positionals;
if (sheetFile === undefined || keyFile === undefined || !/^\d+$/.test(seed)) {
  console.error("Write: npm run --silent draw-pairs -- SHEET KEY SEED");
  process.exit(2);
}
const logs = realLogs(values.data);
const missing = missingFile(logs);
if (missing !== undefined) {
  console.error(`The real data is not here: ${missing}`);
  process.exit(1);
}

const kept = (drawnFor: string, pairs: number): Stratum => ({ drawnFor, side: "kept", pairs });
const cut = (drawnFor: string, pairs: number): Stratum => ({ drawnFor, side: "cut", pairs });

/** Of departments whose products have types and categories, and whose pairs are nearly all seen once. */
const ofDepartment = [
  ...[kept(asItIs, 28), kept("minimumCount", 8)],
  ...[cut("categoryDistance", 11), cut("typePairQuota", 10), cut("productQuota", 10)],
];
/** Of a shop whose products have neither. */
const ofInvoices = [
  ...[kept(asItIs, 28), kept("strongest", 14)],
  ...[cut("maximumBasket", 19), cut("belowChance", 19), cut("minimumCount", 19)],
];

const drawn: WordedPair[] = [];
await withClearErrors(() =>
  eachLog(logs, values.workspaces, async (pairs) => {
    const strata = pairs.log === "online-retail" ? ofInvoices : ofDepartment;
    for (const stratum of strata) drawn.push(...(await pairs.draw(stratum, Number(seed))));
  }),
);
const { sheet, key } = pairSheet(drawn, Number(seed));
writeLines(sheetFile, sheet);
writeLines(keyFile, key);
const count = (side: string): number => key.filter((line) => line.side === side).length;
console.error(`${count("kept")} kept, ${count("cut")} cut; ${sheet.length} to read`);

function writeLines(file: string, lines: readonly unknown[]): void {
  // "wx": a sheet that was read is not written over.
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { flag: "wx" });
}
