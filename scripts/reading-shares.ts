// Shares of plausible and typical claims in a reading, with 95 % Wilson intervals, as one JSON document.
//   node scripts/reading-shares.ts docs/readings/FILE.jsonl
import { readFileSync } from "node:fs";
import { z } from "zod";
import { wilsonLowerBound, wilsonUpperBound } from "../src/statistics/wilson.ts";

const answer = z.enum(["yes", "no", "not-sure"]);
const line = z.object({
  claim: z.string(),
  set: z.enum(["kept", "raw"]),
  relation: z.string(),
  tail: z.string(),
  annotatorKind: z.literal("author"),
  answers: z.object({ plausible: answer, typical: answer }),
});

const [file = ""] = process.argv.slice(2);
const lines = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((text) => line.parse(JSON.parse(text)));

const rows = (["raw", "kept"] as const).map((set) => {
  const ofSet = lines.filter((one) => one.set === set);
  const share = (question: "plausible" | "typical") => {
    const yes = ofSet.filter(({ answers }) => answers[question] === "yes").length;
    return {
      mean: yes / ofSet.length,
      interval: [wilsonLowerBound(yes, ofSet.length), wilsonUpperBound(yes, ofSet.length)],
    };
  };
  return {
    id: set,
    claims: ofSet.length,
    plausible: share("plausible"),
    typical: share("typical"),
  };
});
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);
