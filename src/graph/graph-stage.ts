import { z } from "zod";
import { droppedOf } from "../artifact/dataset.ts";
import { claims } from "../domain/tables/claims.ts";
import { entailments } from "../domain/tables/entailments.ts";
import { aliases, assertions, edges, heads, nodes } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { queryVariants } from "../domain/tables/query-variants.ts";
import { scores } from "../domain/tables/scores.ts";
import { countBy } from "../sql/count-by.ts";
import { type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../sql/sql-file.ts";
import { funnelOf } from "../stage/funnel.ts";
import { makeThresholds } from "../stage/relation-thresholds.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { counted } from "../text/counted.ts";
import { firstNames } from "../text/first-names.ts";

const threshold = z.number().min(0).max(1);

/** Settings of the stage `graph`. */
export const graphConfig = z
  .strictObject({
    /** A claim is taken when its plausibility is above this. */
    plausibility: threshold.default(0.5),
    /** Thresholds of their own, by the name of the relation. */
    plausibilityByRelation: z.record(z.string(), threshold).nullable().default(null),
    /** Claims, edges and intents that people don't want to be published, whatever judged them. */
    withheld: z
      .array(
        z
          .string()
          .regex(
            /^(?:claim|edge|node)_[0-9a-f]{20}$/,
            "must be ids of claims, edges and nodes, as `cosmo show` prints them",
          ),
      )
      .default([]),
  })
  .prefault({});

const stageConfig = z.strictObject({
  ...graphConfig.unwrap().shape,
  /** Whether a critic judges; then a claim without a score stays out. */
  judged: z.boolean(),
});

type GraphConfig = z.infer<typeof stageConfig>;

/** Joins plausible claims to their nodes, and pools them into the edges that are served. */
export function graphStage(): AnyStage {
  return defineStage({
    name: "graph",
    version: 9,
    summary: "plausible claims become assertions and edges, published as a version",
    config: stageConfig,
    reads: {
      claims,
      scores,
      entailments,
      pairs,
      products,
      productTypes,
      queries,
      queryVariants,
      intentAliases: aliases,
      intentNodes: nodes,
    },
    writes: { nodes, aliases, assertions, edges, heads },
    jsonLines: ["nodes", "aliases", "assertions", "edges", "heads"],
    uses: {},
    run({ config, reads, writes, sql, progress }) {
      return sql.use(async (connection) => {
        const work = progress.started("graph", "tables", 5);
        const contents = Object.values(reads).map(({ content }) => content);
        await connection.run(
          `CREATE TEMP TABLE withheld AS SELECT unnest([${config.withheld.map(sqlText).join(", ")}]::VARCHAR[]) AS id`,
        );
        await connection.run(
          `CREATE TEMP TABLE judged AS ${await judgedClaims(connection, config, reads)}`,
        );
        const selectOf = (name: string, values: Readonly<Record<string, SqlFileValue>>): string =>
          sqlFromFile(new URL(`./${name}.sql`, import.meta.url), values);
        const assertionPart = await writes.assertions.part("all", contents, async (draft) => {
          await draft.writeSelect(connection, selectOf("assertions", reads));
          for (const [relation, fate, count, examples] of await leftOut(connection)) {
            draft.dropped(fate, undefined, count, relation);
            for (const example of examples) draft.dropped(fate, example, 0, relation);
          }
        });
        const made = writes.assertions.reader();
        const inputs = [...contents, made.content];
        const sources = { ...reads, assertions: made };
        const allEdges = selectOf("edges", sources);
        const withheldOnes = await withheldEdges(connection, config.withheld, allEdges);
        const used = `SELECT node FROM ${sqlParquet(made.files)}`;
        const parts = [
          () =>
            writes.nodes.part("all", inputs, (draft) =>
              draft.writeSelect(
                connection,
                `SELECT * FROM ${sqlParquet(reads.intentNodes.files)} WHERE id IN (${used})`,
              ),
            ),
          () =>
            writes.aliases.part("all", inputs, (draft) =>
              draft.writeSelect(
                connection,
                `SELECT * FROM ${sqlParquet(reads.intentAliases.files)} WHERE node IN (${used})`,
              ),
            ),
          () =>
            writes.edges.part("all", inputs, (draft) => {
              for (const { id, relation } of withheldOnes) {
                draft.dropped("withheld", id, 1, relation);
              }
              return draft.writeSelect(
                connection,
                `SELECT edge.* FROM (${allEdges}) AS edge ANTI JOIN withheld USING (id)`,
              );
            }),
          () =>
            writes.heads.part("all", inputs, (draft) =>
              draft.writeSelect(
                connection,
                selectOf("heads", { ...sources, edges: writes.edges.reader() }),
              ),
            ),
        ];
        for (const [place, part] of parts.entries()) {
          work.progressed(1 + place);
          await part();
        }
        work.progressed(5);
        work.finished();
        const byRelation = await countBy(sql, made.files, "relation");
        const dropped = droppedOf([assertionPart]);
        const relations = [...new Set([...Object.keys(byRelation), ...Object.keys(dropped)])];
        const isEmpty = assertionPart.rows === 0 && relations.length > 0;
        return {
          funnel: funnelOf(relations.toSorted(), byRelation, dropped),
          notices: [
            ...(isEmpty
              ? [
                  `No claim has a plausibility above the threshold of ${config.plausibility}: the graph is empty. \`cosmo evaluate critic\` shows what is left at each threshold.`,
                ]
              : []),
            ...(await withheldNotices(connection, config.withheld, withheldOnes)),
          ],
        };
      });
    },
  });
}

interface WithheldEdge {
  readonly id: string;
  readonly relation: string;
}

/** Of the edges that there are those that people withhold. */
async function withheldEdges(
  connection: SqlConnection,
  withheld: readonly string[],
  edgesQuery: string,
): Promise<readonly WithheldEdge[]> {
  if (!withheld.some((id) => id.startsWith("edge_"))) return [];
  const reader = await connection.runAndReadAll(
    `SELECT edge.id, edge.relation FROM (${edgesQuery}) AS edge SEMI JOIN withheld USING (id) ORDER BY edge.id`,
  );
  return reader.getRows().map(([id, relation]) => ({ id: String(id), relation: String(relation) }));
}

/** How much is withheld, and which ids are of nothing that there is: mistyped, or of what is gone. */
async function withheldNotices(
  connection: SqlConnection,
  withheld: readonly string[],
  edgesHeld: readonly WithheldEdge[],
): Promise<readonly string[]> {
  if (withheld.length === 0) return [];
  const reader = await connection.runAndReadAll(
    "SELECT id, node FROM judged WHERE fate = 'withheld'",
  );
  const claimsHeld = reader.getRows().map((ids) => ids.map(String));
  const met = new Set([...claimsHeld.flat(), ...edgesHeld.map(({ id }) => id)]);
  const unmet = withheld.filter((id) => !met.has(id));
  return [
    `graph.withheld keeps ${counted(claimsHeld.length, "claims")} and ${counted(edgesHeld.length, "edges")} from being published.`,
    ...(unmet.length === 0
      ? []
      : [
          `graph.withheld names what is not there, mistyped, gone since or withheld by another entry: ${firstNames(unmet, shownIds)}.`,
        ]),
  ];
}

/** Of ids that are told in one line. */
const shownIds = 5;

interface JudgedSources {
  readonly claims: { readonly files: readonly string[] };
  readonly scores: { readonly files: readonly string[] };
  readonly intentAliases: { readonly files: readonly string[] };
}

/** The query for kept claims and their fates, with the thresholds by relation in a table beside it. */
async function judgedClaims(
  connection: SqlConnection,
  { plausibility, plausibilityByRelation, judged }: GraphConfig,
  { claims: claimed, scores: scored, intentAliases }: JudgedSources,
): Promise<string> {
  await makeThresholds(connection, plausibilityByRelation);
  return sqlFromFile(new URL("./judged-claims.sql", import.meta.url), {
    claims: claimed,
    scores: scored,
    aliases: intentAliases,
    plausibility,
    judged: judged ? 1 : 0,
  });
}

/** By relation and fate: how many claims, and ten of them with their scores, evenly drawn. */
async function leftOut(
  connection: SqlConnection,
): Promise<readonly (readonly [string, string, number, readonly string[]])[]> {
  const reader = await connection.runAndReadAll(`
    SELECT relation, fate, count(*) AS claims,
      list_slice(list(
        sentence || CASE WHEN plausibility IS NULL THEN '' ELSE ' (' || round(plausibility, 2) || ')' END
        ORDER BY sha256(id)
      ), 1, 10) AS examples
    FROM judged WHERE fate IS NOT NULL GROUP BY relation, fate ORDER BY relation, fate`);
  return reader
    .getRowObjectsJS()
    .map((row) => [
      String(row["relation"]),
      String(row["fate"]),
      Number(row["claims"]),
      (row["examples"] as readonly unknown[]).map(String),
    ]);
}
