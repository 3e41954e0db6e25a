// Chooses the matcher's cut on one half of the judged pairs and measures it on the other, as one JSON
// document: the cut that is best on the calibration half, and how the cut in use does on the test half.
//   node scripts/matcher-report.ts WORKSPACE (any, for its encoder)
import { fileURLToPath } from "node:url";
import { createFactMatcher, defaultCut } from "../src/evaluation/fact-matcher.ts";
import { chooseCut, matcherQuality, scoredPairs } from "../src/evaluation/matcher-quality.ts";
import { readMatches } from "../src/evaluation/read-matches.ts";
import { krippendorffAlpha } from "../src/statistics/krippendorff-alpha.ts";
import { inWorkspace } from "./in-workspace.ts";

const file = fileURLToPath(new URL("../samples/matches/sample-shop.jsonl", import.meta.url));

await inWorkspace(process.argv[2], async ({ ports }, signal) => {
  if (ports.encoder === undefined) throw new Error("the workspace has no encoder");
  const matches = await readMatches(file);
  const pairs = await scoredPairs(matches, createFactMatcher(ports.encoder), signal);
  const readTwice = matches.flatMap(({ match, again }) =>
    again === undefined ? [] : [[String(match), String(again)]],
  );
  const of = (half: "calibration" | "test") => pairs.filter((pair) => pair.half === half);
  const chosen = chooseCut(pairs);
  const report = {
    chosenCut: chosen,
    cutInUse: defaultCut,
    calibration: matcherQuality(of("calibration"), chosen, 1),
    test: matcherQuality(of("test"), defaultCut, 1),
    readTwice: { pairs: readTwice.length, alpha: krippendorffAlpha(readTwice) },
  };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
});
