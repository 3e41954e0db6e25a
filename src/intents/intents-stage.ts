import { claims } from "../domain/tables/claims.ts";
import { aliases, nodes } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { firstNames } from "../text/first-names.ts";
import { normalFormVersion } from "../text/normal-form.ts";
import { intentReader, intentsConfig, type ToldIntents, unmetWordings } from "./told-intents.ts";

/** Gathers the tails of kept claims into nodes: one for each normal form, where people don't say otherwise. */
export function intentsStage(): AnyStage {
  return defineStage({
    name: "intents",
    version: 4,
    summary: "tails that mean the same become one node",
    config: intentsConfig,
    reads: { claims, pairs },
    writes: { intentAliases: aliases, intentNodes: nodes },
    uses: { canonicaliser: normalFormVersion },
    async run({ config, reads, writes, sql, signal, progress }) {
      const claimFiles = sqlParquet(reads.claims.files);
      const work = progress.started("intents", "tails");
      const content = [reads.claims.content, reads.pairs.content];
      const intentOf = intentReader(config);
      await writes.intentAliases.part("all", content, (draft) =>
        sql.use(async (connection) => {
          const result = await connection.stream(`
            SELECT claim.tail, epoch_ms(min(pair.firstSeen))
            FROM ${claimFiles} AS claim
            LEFT JOIN ${sqlParquet(reads.pairs.files)} AS pair ON pair.id = claim.head
            WHERE claim.kept
            GROUP BY claim.tail`);
          for await (const rows of result.yieldRows()) {
            signal.throwIfAborted();
            for (const [tail, since] of rows) {
              const surface = String(tail);
              const { node, form, by } = intentOf(surface);
              draft.write({
                surface,
                node,
                normalForm: form,
                by,
                since: since === null ? null : Number(since),
              });
            }
          }
        }),
      );
      const aliasFiles = sqlParquet(writes.intentAliases.reader().files);
      const nodePart = await writes.intentNodes.part("all", content, (draft) =>
        sql.use((connection) =>
          draft.writeSelect(
            connection,
            `WITH supported AS (
               SELECT tail AS surface, sum(support) AS support
               FROM ${claimFiles} WHERE kept GROUP BY tail
             ),
             ranked AS (
               SELECT alias.node, alias.normalForm, alias.surface,
                 row_number() OVER (
                   PARTITION BY alias.node
                   ORDER BY supported.support DESC, length(alias.surface), alias.surface
                 ) AS place
               FROM ${aliasFiles} AS alias JOIN supported USING (surface)
             )
             SELECT node AS id, surface AS wording, normalForm FROM ranked WHERE place = 1`,
          ),
        ),
      );
      work.finished();
      const rowsIn = writes.intentAliases.reader().rowCount;
      return {
        funnel: [
          {
            group: "nodes",
            rowsIn,
            dropped: { sameMeaning: rowsIn - nodePart.rows },
            rowsOut: nodePart.rows,
          },
        ],
        notices: await sql.use((connection) => unmetNotices(connection, config, aliasFiles)),
      };
    },
  });
}

/** Of wordings that are told in one line. */
const shownWordings = 5;

async function unmetNotices(
  connection: SqlConnection,
  told: ToldIntents,
  aliasFiles: string,
): Promise<readonly string[]> {
  if (told.same.length + told.apart.length === 0) return [];
  const reader = await connection.runAndReadAll(
    `SELECT surface FROM ${aliasFiles} WHERE "by" = 'person'`,
  );
  const unmet = unmetWordings(
    told,
    reader.getRows().map(([surface]) => String(surface)),
  );
  if (unmet.length === 0) return [];
  return [
    `intents.same and intents.apart name wordings that no kept claim has, mistyped or gone since: ${firstNames(unmet, shownWordings)}.`,
  ];
}
