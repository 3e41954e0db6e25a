// Tests critics on domains that they never met, beside critics that met other product types of the same domains,
// with as many labels to learn from. Prints one JSON document. Minutes to half an hour.
//   node scripts/critic-transfer.ts WORKSPACE [FOLDS]
// WORKSPACE is one whose labels have been put together (`cosmo run labels`).
import { openLookup } from "../src/app/show/lookup.ts";
import { relationOnly, trainedWay, untrainedWays } from "../src/critic/compared-ratings.ts";
import { encodeInputs } from "../src/critic/features.ts";
import { labelledClaims } from "../src/critic/labelled-claims.ts";
import { ratedClaims } from "../src/critic/rated-claims.ts";
import { type TransferFold, transferFolds, transferKinds } from "../src/critic/transfer-folds.ts";
import { type TransferRating, transferReport } from "../src/critic/transfer-report.ts";
import { labels } from "../src/domain/tables/labels.ts";
import { readParquetTable } from "../src/sql/parquet-table.ts";
import { inWorkspace } from "./in-workspace.ts";

const [folder, folds = "6"] = process.argv.slice(2);
if (!/^[2-9]$|^\d\d$/.test(folds)) throw new Error("there are 2 folds or more");

await inWorkspace(folder, async (workspace, signal) => {
  const { configuration, ports, sql } = workspace;
  const lookup = await openLookup(workspace);
  const rows = await Array.fromAsync(readParquetTable(sql, labels, lookup.files(labels)));
  const claims = labelledClaims(rows);
  const inputs = claims.map(({ input }) => input);
  const encoded = await encodeInputs(inputs, ports.critic.encoder, signal);
  const { seed } = configuration;
  const arranged = transferFolds(claims, { folds: Number(folds), seed });
  const ratings: TransferRating[] = [];
  for (const [suffix, variant] of Object.entries({ "": {}, "/relation-only": relationOnly })) {
    for (const kind of transferKinds) {
      const scores = new Map<number, number>();
      const foldOf = foldsOf(arranged[kind]);
      for (const [fold, { train, test }] of arranged[kind].entries()) {
        console.error(`${kind}${suffix}: fold ${fold + 1} of ${folds}`);
        const places = [...train, ...test];
        const own = places.flatMap((place, at) => {
          const claim = claims[place];
          const split = at < train.length ? ("train" as const) : ("test" as const);
          return claim === undefined ? [] : [{ ...claim, split }];
        });
        const numbers = places.flatMap((place) => encoded[place] ?? []);
        const input = { claims: own, encoded: numbers, seed, variant };
        const way = await trainedWay(kind, input, signal);
        for (const [at, place] of test.entries()) {
          scores.set(place, way.scoreOf("plausible", train.length + at));
        }
      }
      const rated = ratedClaims(claims, "plausible", (place) => scores.get(place));
      ratings.push({ id: `${kind}${suffix}`, probabilities: true, claims: rated, foldOf });
    }
  }
  const tested = new Set(ratings[0]?.claims.map(({ claim }) => claim));
  const cosine = untrainedWays(claims, encoded, () => 0).find(({ id }) => id === "cosine");
  const byCosine = ratedClaims(claims, "plausible", (place) =>
    tested.has(place) ? cosine?.scoreOf("plausible", place) : undefined,
  );
  const foldOf = foldsOf(arranged["within-domains"]);
  ratings.push({ id: "cosine", probabilities: false, claims: byCosine, foldOf });
  const own = claims.filter((_, place) => tested.has(place));
  const document = {
    folds: Number(folds),
    seed,
    claims: own.length,
    domains: new Set(own.map(({ domain }) => domain)).size,
    learntFrom: arranged["across-domains"][0]?.train.length ?? 0,
    ...transferReport(ratings, 1),
  };
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
});

function foldsOf(folds: readonly TransferFold[]): (claim: number) => number {
  const known = new Map(
    folds.flatMap(({ test }, fold) => test.map((place) => [place, fold] as const)),
  );
  return (claim) => known.get(claim) ?? -1;
}
