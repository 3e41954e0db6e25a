import type { SqlConnection } from "../sql/sql.ts";
import { sqlParquet } from "../sql/sql.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { WriteDatabase } from "./index-database.ts";
import { idKey, numberKey } from "./index-keys.ts";
import { writeNode } from "./node-row.ts";
import { streamRows } from "./stream-rows.ts";

type NumberedNode = readonly [
  number: number,
  id: string,
  wording: string,
  products: number,
  queries: number,
];

/** Nodes by number and by id, and the surfaces that lead to each. */
export async function compileNodes(
  connection: SqlConnection,
  database: WriteDatabase,
  aliasFiles: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const writer = new ByteWriter();
  let count = 0;
  for await (const [number, id, wording, products, queries] of streamRows<NumberedNode>(
    connection,
    `SELECT node.number, node.id, node.wording,
       count(edge.id) FILTER (edge.kind = 'product'), count(edge.id) FILTER (edge.kind = 'query')
     FROM node_numbers AS node
     LEFT JOIN numbered_edges AS edge ON edge.node = node.number
     GROUP BY ALL ORDER BY node.number`,
    signal,
  )) {
    database.put("nodes", numberKey(number), writeNode(writer, { id, wording, products, queries }));
    // Numbered in the order of their ids.
    database.put("nodesById", idKey(id), numberKey(number));
    count += 1;
  }
  let open: number | undefined;
  const end = (): void => {
    if (open !== undefined) database.put("aliases", numberKey(open), writer.take());
  };
  for await (const [number, surface] of streamRows<readonly [number: number, surface: string]>(
    connection,
    `SELECT node.number, alias.surface FROM ${sqlParquet(aliasFiles)} AS alias
     JOIN node_numbers AS node ON node.id = alias.node
     ORDER BY node.number, alias.surface`,
    signal,
  )) {
    if (number !== open) end();
    open = number;
    writer.text(surface);
  }
  end();
  return count;
}
