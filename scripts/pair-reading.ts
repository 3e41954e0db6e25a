// How many pairs of real logs share a need, of those that mining keeps and of those that each rule cuts, as one JSON
// document; and what today's mining makes of the pairs that were read.
//   node scripts/pair-reading.ts [docs/readings/FILE.jsonl] [--data FOLDER] [--workspaces FOLDER]
// What was read is in the file; the second half mines the logs anew, which takes minutes, or says why it can't.
// --workspaces: keeps what was mined for the next time.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type PairReadingLine, pairReadingLine } from "../src/evaluation/pair-reading.ts";
import { pairReadingReport } from "../src/evaluation/pair-reading-report.ts";
import { eachLog } from "./pair-reading/each-log.ts";
import { linesOf } from "./pair-reading/lines-of.ts";
import { missingFile, realLogs, usualDataFolder } from "./pair-reading/real-logs.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const reading = fileURLToPath(new URL("../docs/readings/2026-11-pairs.jsonl", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: usualDataFolder },
    workspaces: { type: "string" },
  },
});
const lines = linesOf(positionals[0] ?? reading, pairReadingLine);
const readers = [...new Set(lines.map((line) => `${line.annotatorKind} ${line.annotator}`))];

await withClearErrors(async () => {
  const report = { readers, ...pairReadingReport(lines), today: await today() };
  process.stdout.write(`${JSON.stringify(report, fourDigits, 2)}\n`);
});

/** Of each log the pairs of today, and how many of those that were read are kept and cut as they were then. */
async function today() {
  const logs = realLogs(values.data);
  const missing = missingFile(logs);
  if (missing !== undefined) return { skipped: `The real data is not here: ${missing}` };
  const found: object[] = [];
  await eachLog(logs, values.workspaces, async ({ log, kept, cutBy, rulesOf }) => {
    const own = lines.filter((line) => line.log === log);
    const rules = await rulesOf(own.map(({ pair }) => pair));
    const isSame = ({ pair, cutBy: before }: PairReadingLine): boolean =>
      rules.get(pair)?.join() === before.join();
    found.push({ log, kept, cutBy, read: own.length, asRead: own.filter(isSame).length });
  });
  return { logs: found };
}

function fourDigits(_name: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value)
    ? Number(value.toPrecision(4))
    : value;
}
