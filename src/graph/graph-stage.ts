import { z } from "zod";
import { claims } from "../domain/tables/claims.ts";
import { aliases, assertions, edges, nodes } from "../domain/tables/graph.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { countBy } from "../sql/count-by.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";

/** Joins kept claims to their nodes, and pools them into the edges that are served. */
export function graphStage(): AnyStage {
  return defineStage({
    name: "graph",
    version: 1,
    summary: "assertions and edges, published as a version",
    config: z.strictObject({}),
    reads: { claims, pairs, aliases, nodes },
    writes: { assertions, edges },
    jsonLines: ["assertions", "edges"],
    uses: {},
    async run({ reads, writes, sql, progress }) {
      progress.started("graph", "tables", 2);
      const contents = Object.values(reads).map(({ content }) => content);
      await writes.assertions.part("all", contents, async (draft) => {
        const select = sqlFromFile(new URL("./assertions.sql", import.meta.url), {
          ...reads,
        });
        await sql.use((connection) => draft.writeSelect(connection, select));
      });
      progress.progressed(1);
      const made = writes.assertions.reader();
      await writes.edges.part("all", [...contents, made.content], async (draft) => {
        const select = sqlFromFile(new URL("./edges.sql", import.meta.url), {
          pairs: reads.pairs,
          assertions: made,
        });
        await sql.use((connection) => draft.writeSelect(connection, select));
      });
      progress.finished();
      const byRelation = await countBy(sql, made.files, "relation");
      return { funnel: funnelOf(Object.keys(byRelation), byRelation, {}) };
    },
  });
}
