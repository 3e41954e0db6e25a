// Makes the sheet that one annotator fills in with a spreadsheet, of claims that `draw-labels` drew.
//   node scripts/label-sheet.ts CLAIMS ANNOTATOR [,|;] > anna.csv
// It shows heads and sentences alone, in an order of the annotator's own. A spreadsheet of a country with decimal commas
// parts cells by `;`. Back it comes with: cosmo import labels anna.csv --claims CLAIMS --annotator ANNOTATOR
import { answerSheet } from "../src/annotation/answer-sheet.ts";
import { readDrawnClaims } from "../src/annotation/drawn-claims.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const [file, annotator = "", delimiter = ","] = process.argv.slice(2);
if (file === undefined || annotator === "" || (delimiter !== "," && delimiter !== ";")) {
  console.error("Write: npm run --silent label-sheet -- CLAIMS ANNOTATOR [',' or ';'] > sheet.csv");
  process.exit(2);
}
await withClearErrors(async () => {
  const claims = await readDrawnClaims(file);
  process.stdout.write(answerSheet(claims.values(), annotator, delimiter));
});
