import type { SqlConnection } from "../sql/sql.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type EdgeRow, edgesPerChunk, writeEdge } from "./edge-rows.ts";
import { type HeadRow, headKinds } from "./head-row.ts";
import type { WriteDatabase } from "./index-database.ts";
import { numberKey } from "./index-keys.ts";
import { writeLeading } from "./node-row.ts";
import { streamRows } from "./stream-rows.ts";

/** The best edge first; those that no critic has judged come last, by their support. */
const byScore = "score DESC NULLS LAST, support DESC";

type NumberedEdge = readonly [
  head: number,
  kind: HeadRow["kind"],
  edge: string,
  relation: number,
  node: number,
  score: number | null,
  typicality: number | null,
  pairs: number,
  types: number,
  support: number,
  evidence: number,
];

const columns =
  "head, kind, id, relation, node, score, typicality, pairs, types, support, evidence";

/** The edges of each head in order, in chunks, and the heads of each node likewise. */
export async function compileEdges(
  connection: SqlConnection,
  database: WriteDatabase,
  signal: AbortSignal,
): Promise<number> {
  const ofHeads = chunks(database, "edges");
  let count = 0;
  for await (const [head, , edge, relation, node, ...values] of streamRows<NumberedEdge>(
    connection,
    `SELECT ${columns} FROM numbered_edges ORDER BY head, ${byScore}, id`,
    signal,
  )) {
    const [score, typicality, pairs, types, support, evidence] = values;
    const judged = { score, typicality };
    const row: EdgeRow = { edge, relation, node, ...judged, pairs, types, support, evidence };
    ofHeads.add([head], (writer) => writeEdge(writer, row));
    count += 1;
  }
  ofHeads.end();
  const ofNodes = chunks(database, "leading");
  for await (const [head, kind, , relation, node, score] of streamRows<NumberedEdge>(
    connection,
    `SELECT ${columns} FROM numbered_edges ORDER BY node, kind, ${byScore}, head, id`,
    signal,
  )) {
    ofNodes.add([node, headKinds.indexOf(kind)], (writer) =>
      writeLeading(writer, { head, relation, score }),
    );
  }
  ofNodes.end();
  return count;
}

/** Gathers rows of one key into values of `edgesPerChunk` rows; the number of the chunk ends the key. */
function chunks(database: WriteDatabase, list: "edges" | "leading") {
  const writer = new ByteWriter();
  let key: readonly number[] = [];
  let chunk = 0;
  let rows = 0;
  const end = (): void => {
    if (rows > 0) database.put(list, numberKey(...key, chunk), writer.take());
    rows = 0;
  };
  return {
    add(of: readonly number[], write: (writer: ByteWriter) => void): void {
      const isSame = of.length === key.length && of.every((part, place) => part === key[place]);
      if (!isSame || rows === edgesPerChunk) {
        end();
        chunk = isSame ? chunk + 1 : 0;
        key = of;
      }
      write(writer);
      rows += 1;
    },
    end,
  };
}
