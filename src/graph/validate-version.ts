import type { Store } from "../artifact/store.ts";
import type { Table } from "../domain/table.ts";
import { aliases, assertions, edges, heads, nodes } from "../domain/tables/graph.ts";
import { type Sql, sqlParquet } from "../sql/sql.ts";
import {
  contentOf,
  type GraphTableName,
  type GraphVersion,
  graphTables,
  versionId,
} from "./graph-version.ts";

const tablesByName: Readonly<Record<GraphTableName, Table>> = {
  nodes,
  aliases,
  assertions,
  edges,
  heads,
};

/** References that must lead somewhere: what is wrong, and a query that counts the rows at fault. */
const references: readonly (readonly [
  string,
  (files: Record<GraphTableName, string>) => string,
])[] = [
  [
    "aliases lead to a node that is missing",
    (files) =>
      `SELECT count(*) FROM ${files.aliases} AS alias ANTI JOIN ${files.nodes} AS node ON node.id = alias.node`,
  ],
  [
    "nodes have no alias",
    (files) =>
      `SELECT count(*) FROM ${files.nodes} AS node ANTI JOIN ${files.aliases} AS alias ON alias.node = node.id`,
  ],
  [
    "assertions name a node that is missing",
    (files) =>
      `SELECT count(*) FROM ${files.assertions} AS assertion ANTI JOIN ${files.nodes} AS node ON node.id = assertion.node`,
  ],
  [
    "edges have no assertion behind them",
    (files) =>
      `SELECT count(*) FROM ${files.edges} AS edge ANTI JOIN (
           SELECT headA AS head, relation, node FROM ${files.assertions}
           UNION ALL SELECT headB, relation, node FROM ${files.assertions}
         ) AS assertion USING (head, relation, node)
         ANTI JOIN (SELECT relation, node FROM ${files.assertions} WHERE starts_with(scope, 'product-type')) AS carried
           ON edge.types > 0 AND carried.relation = edge.relation AND carried.node = edge.node`,
  ],
  [
    "edges are of a head that is missing",
    (files) =>
      `SELECT count(*) FROM ${files.edges} AS edge ANTI JOIN ${files.heads} AS head ON head.id = edge.head`,
  ],
  [
    "heads are counted as one that is missing",
    (files) =>
      `SELECT count(*) FROM ${files.heads} AS head ANTI JOIN ${files.heads} AS counted ON counted.id = head.countedAs`,
  ],
];

/** Reads a version back, row by row; the answer lists what is wrong, and is empty when all is well. */
export async function validateVersion(
  version: GraphVersion,
  store: Store,
  sql: Sql,
): Promise<readonly string[]> {
  const { tables, content, parent, message, id } = version;
  const missing = graphTables.filter((name) => tables[name] === undefined);
  if (missing.length > 0) {
    return [
      `it was made by an earlier cosmo, without ${missing.join(", ")}; \`cosmo run\` publishes the graph anew`,
    ];
  }
  const problems: string[] = [];
  if (contentOf(tables) !== content) problems.push("the content hash is not that of the tables");
  if (versionId(content, parent, message) !== id) {
    problems.push("the id is not that of content, parent and message");
  }
  for (const [name, table] of Object.entries(tablesByName)) {
    for (const part of tables[name as GraphTableName].parts) {
      const problem = await store.check(table, part);
      if (problem !== undefined) problems.push(`${name}: ${problem}`);
    }
  }
  if (problems.length > 0) return problems;
  const files = Object.fromEntries(
    Object.entries(tables).map(([name, dataset]) => [name, sqlParquet(store.files(dataset))]),
  ) as Record<GraphTableName, string>;
  for (const [what, query] of references) {
    const count = await sql.use(async (connection) => {
      const reader = await connection.runAndReadAll(query(files));
      return Number(reader.getRows()[0]?.[0]);
    });
    if (count > 0) problems.push(`${count} ${what}`);
  }
  return problems;
}
