import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";

interface Version {
  readonly files: Readonly<Record<string, readonly string[]>>;
}

interface Diff {
  readonly before: { readonly id: string };
  readonly changes: {
    readonly removed: {
      readonly rows: readonly { readonly edge: string; readonly scoreAfter: number | null }[];
    };
  };
}

interface Shown {
  readonly kind: string;
  readonly id: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sections: readonly {
    readonly title: string;
    readonly total: number;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

const configure = (more: string): string =>
  workspaceWith(
    folder,
    "corrected",
    `site: wren-and-larder
generation: { scopes: [pair], limit-pairs: 6 }
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
${more}
`,
  );
const place = { folder: configure("") };
const show = (id: string): Promise<Shown> => cosmoJson<Shown>(["show", id], place);
const rowsOf = ({ sections }: Shown, title: string) =>
  sections.find((one) => one.title === title)?.rows ?? [];

/** The rows of a table of a version. */
const graphRows = ({ files }: Version, table: string): readonly Record<string, unknown>[] =>
  readFileSync(join(dirname(files[table]?.[0] ?? ""), "rows.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("what a person knows better holds from the next run on: one thing of two names, and what is to be gone", async () => {
  await fillWithMined(place.folder, { sessions: 300 });
  await cosmoJson(["run"], place);
  const asked = server.asked.length;
  const { versions } = await cosmoJson<{ versions: readonly Version[] }>(["graph", "log"], place);
  const [published] = versions;
  assert.ok(published);
  const ids = graphRows(published, "nodes")
    .slice(0, 3)
    .map(({ id }) => String(id));
  const [warm, dry, fun] = (await Promise.all(ids.map(show))) as [Shown, Shown, Shown];
  const [kept, joining] = [warm, dry].map(({ facts }) => String(facts["wording"]));
  const [edge] = rowsOf(fun, "Edges").map((row) => String(row["edge"]));
  const [claim] = rowsOf(await show(edge ?? ""), "Claims behind it").map((row) =>
    String(row["claim"]),
  );
  // A claim leads up to what is served of it, as an edge leads down to its claims.
  const before = await show(claim ?? "");
  assert.ok(rowsOf(before, "Edges it stands behind").some((row) => row["edge"] === edge));
  assert.deepEqual([before.facts["node"], before.facts["withheld"]], [fun.id, null]);

  configure(`intents: { same: [["${kept}", "${joining}"]] }\ngraph: { withheld: [${fun.id}] }`);
  const { code, error, out } = await cosmo(["run"], place);
  assert.equal(code, 0, error);
  assert.match(out, /graph\.withheld keeps [1-9]\d* claims? and 0 edges from being published/);
  assert.equal(server.asked.length, asked, "no answer is asked for again");

  const joined = await show(warm.id);
  const surfaces = new Map(rowsOf(joined, "Surfaces").map((row) => [row["surface"], row["by"]]));
  assert.equal(surfaces.get(joining), "person");
  assertOneError(await cosmo(["show", dry.id], place), {
    ...{ exit: 2, code: "ID_UNKNOWN", place: dry.id, next: "cosmo status" },
  });
  assertOneError(await cosmo(["show", fun.id], place), {
    ...{ exit: 2, code: "ID_WITHHELD", place: fun.id, next: "cosmo run graph" },
  });
  const after = await show(claim ?? "");
  assert.equal(after.facts["withheld"], `${fun.id} in graph.withheld`);
  assert.deepEqual(rowsOf(after, "Edges it stands behind"), []);
  const { before: earlier, changes } = await cosmoJson<Diff>(["graph", "diff"], place);
  assert.ok(changes.removed.rows.some((row) => row.edge === edge && row.scoreAfter === null));
  const gone = await show(edge ?? "");
  assert.deepEqual([gone.kind, gone.facts["lastIn"]], ["edge", earlier.id]);
  assert.ok(rowsOf(gone, "Claims behind it").some((row) => row["claim"] === claim));

  configure("");
  await cosmoJson(["run"], place);
  for (const { id } of [warm, dry, fun]) assert.equal((await show(id)).kind, "node");
});

test("doctor tells how much of what is looked for has knowledge", async () => {
  const { versions } = await cosmoJson<{ versions: readonly Version[] }>(["graph", "log"], place);
  const [published] = versions;
  assert.ok(published);
  const known = new Set(graphRows(published, "edges").map(({ head }) => head));
  const shares = ["query", "product"].map((kind) => {
    const heads = graphRows(published, "heads").filter((head) => head["kind"] === kind);
    return { all: heads.length, known: heads.filter((one) => known.has(one["countedAs"])).length };
  });
  const [queries, products] = shares;
  assert.ok(queries && products && queries.known > 0 && products.known > 0);
  const { out } = await cosmo(["doctor", "--no-calls", "--json"], place);
  const { findings } = JSON.parse(out) as {
    findings: readonly { check: string; finding: string }[];
  };
  const told = findings.find(({ check }) => check === "coverage")?.finding ?? "";
  const share = Math.round((100 * products.known) / products.all);
  assert.match(
    told,
    new RegExp(
      `^knowledge for \\d+ % of searches \\(${queries.known} of ${queries.all} queries .* and for ${share} % of ${products.all.toLocaleString("en-US")} products$`,
    ),
  );
});
