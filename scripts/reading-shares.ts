// Shares of plausible and typical claims or edges in a reading, with 95 % Wilson intervals, as one JSON document.
//   node scripts/reading-shares.ts docs/readings/FILE.jsonl
import { readFileSync } from "node:fs";
import { z } from "zod";
import { wilsonLowerBound, wilsonUpperBound } from "../src/statistics/wilson.ts";

const answer = z.enum(["yes", "no", "not-sure"]);
const line = z.object({
  /** What it was drawn from: kept and raw claims, edges above and below a score. */
  set: z.string(),
  relation: z.string(),
  annotatorKind: z.literal("author"),
  answers: z.object({ plausible: answer, typical: answer.optional() }),
});

const [file = ""] = process.argv.slice(2);
const lines = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((text) => line.parse(JSON.parse(text)));

const rows = [...new Set(lines.map(({ set }) => set))].toSorted().map((set) => {
  const ofSet = lines.filter((one) => one.set === set);
  const share = (question: "plausible" | "typical") => {
    const answered = ofSet.flatMap(({ answers }) => answers[question] ?? []);
    if (answered.length === 0) return null;
    const yes = answered.filter((one) => one === "yes").length;
    return {
      mean: yes / answered.length,
      interval: [wilsonLowerBound(yes, answered.length), wilsonUpperBound(yes, answered.length)],
    };
  };
  return { id: set, read: ofSet.length, plausible: share("plausible"), typical: share("typical") };
});
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);
