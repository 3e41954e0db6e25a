import { z } from "zod";
import { nodeId } from "../domain/ids.ts";
import { claims } from "../domain/tables/claims.ts";
import { aliases, nodes } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { sqlParquet } from "../sql/sql.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { normalForm, normalFormVersion } from "../text/normal-form.ts";

/** Gathers the tails of kept claims into nodes: one for each normal form. */
export function intentsStage(): AnyStage {
  return defineStage({
    name: "intents",
    version: 3,
    summary: "tails that mean the same become one node",
    config: z.strictObject({}),
    reads: { claims, pairs },
    writes: { intentAliases: aliases, intentNodes: nodes },
    uses: { canonicaliser: normalFormVersion },
    async run({ reads, writes, sql, signal, progress }) {
      const claimFiles = sqlParquet(reads.claims.files);
      const work = progress.started("intents", "tails");
      const content = [reads.claims.content, reads.pairs.content];
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
              const form = normalForm(surface);
              draft.write({
                surface,
                node: nodeId(form),
                normalForm: form,
                by: normalFormVersion,
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
      };
    },
  });
}
