// Trains the critic's heads on general commonsense triples that people judged, split by head, and prints
// how well they rank the test side, pooled and within relation, as one JSON document. Minutes.
//   node scripts/critic-on-cskb.ts PLAUSIBILITY.csv.gz WORKSPACE (any, for its encoder)
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { splitOfType } from "../src/annotation/split.ts";
import { trainedWays, untrainedWays } from "../src/critic/compared-ratings.ts";
import { criticRow } from "../src/critic/critic-report.ts";
import { encodeInputs } from "../src/critic/features.ts";
import type { LabelledClaim } from "../src/critic/labelled-claims.ts";
import { ratedClaims } from "../src/critic/rated-claims.ts";
import { inWorkspace } from "./in-workspace.ts";

/** What stands between head and tail, by relation. */
const joints: Readonly<Record<string, string>> = {
  oEffect: ". As a result",
  xEffect: ". As a result",
  "general Effect": ". As a result",
  oWant: ". Then others want:",
  xWant: ". Then they want:",
  "general Want": ". Then it is wanted:",
  oReact: ". Others feel:",
  xReact: ". They feel:",
  "general React": ". It feels:",
  xAttr: ". They are seen as:",
  xNeed: ". Before, they needed:",
  xIntent: ". They did so because they wanted:",
  isBefore: ". After that,",
  isAfter: ". Before that,",
  HinderedBy: ". This is hindered when",
  Causes: ". This causes that",
  xReason: ". The reason is that",
  HasSubEvent: ". A part of this is that",
};

const [file, workspaceFolder] = process.argv.slice(2);
if (file === undefined)
  throw new Error("node scripts/critic-on-cskb.ts PLAUSIBILITY.csv.gz WORKSPACE");
const rows = parse(gunzipSync(readFileSync(file)), { columns: true }) as readonly {
  readonly head: string;
  readonly relation: string;
  readonly tail: string;
  readonly label: string;
}[];

const claims = rows.map(({ head, relation, tail, label }): LabelledClaim => {
  const target = Number(label);
  return {
    input: {
      relation,
      subject: "searchBuy",
      tail,
      sentence: `${head}${joints[relation] ?? ","} ${tail}`,
      query: head,
      products: [{ title: head, type: null }],
      counts: {},
    },
    targets: { plausible: target, typical: target },
    split: splitOfType(head),
    group: head,
    domain: "general",
    madeBy: "people",
  };
});

await inWorkspace(workspaceFolder, async ({ ports }, signal) => {
  const inputs = claims.map(({ input }) => input);
  const encoded = await encodeInputs(inputs, ports.critic.encoder, signal);
  const ways = [...untrainedWays(claims, encoded, () => 0)].filter(({ id }) =>
    id.startsWith("cosine"),
  );
  for await (const way of trainedWays(claims, encoded, 1, signal)) ways.push(way);
  const places = claims.flatMap(({ split }, place) => (split === "test" ? [place] : []));
  const test = places.map((place) => claims[place] as LabelledClaim);
  const report = ways.map(({ id, probabilities, scoreOf }) => {
    const rated = ratedClaims(test, "plausible", (place) =>
      scoreOf("plausible", places[place] ?? -1),
    );
    // Without log-probabilities, which are not measured here, this is the critic.
    const name = id === "all+log-probability" ? "all" : id;
    return criticRow(name, "plausible", rated, { seed: 1, probabilities });
  });
  process.stdout.write(`${JSON.stringify({ rows: report }, undefined, 2)}\n`);
});
