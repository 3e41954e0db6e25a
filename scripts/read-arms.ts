import { currentVersion } from "../src/app/current-version.ts";
import { planRun } from "../src/app/plan-run.ts";
import { openLookup } from "../src/app/show/lookup.ts";
import { relationTeller } from "../src/app/told-relations.ts";
import type { Workspace } from "../src/app/workspace.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { assertions, edges, heads, nodes } from "../src/domain/tables/graph.ts";
import { pairs } from "../src/domain/tables/pairs.ts";
import { products } from "../src/domain/tables/products.ts";
import type { Arm, ArmEdge, ArmHead } from "../src/evaluation/arm.ts";
import { sqlParquet } from "../src/sql/sql.ts";
import { inWorkspace } from "./in-workspace.ts";

/** Where an arm's workspace is. */
interface ArmPlace {
  readonly name: string;
  readonly folder: string;
}

/** Reads arguments of the form `name=FOLDER`. */
export function armPlaces(words: readonly string[]): readonly ArmPlace[] {
  const places = words.map((word) => {
    const [, name = "", folder = ""] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    if (name === "") throw new Error(`“${word}” is not of the form name=FOLDER`);
    return { name, folder };
  });
  const names = new Set(places.map(({ name }) => name));
  if (names.size < Math.max(places.length, 1)) throw new Error("name each arm, and each once");
  return places;
}

/** Reads the arms of these places, one after the other. Ends the script where one can't be read. */
export async function readArms(places: readonly ArmPlace[]): Promise<readonly Arm[]> {
  const arms: Arm[] = [];
  for (const { name, folder } of places) {
    await inWorkspace(folder, async (workspace, signal) => {
      arms.push(await readArm(name, workspace, signal));
    });
    // What is wrong was told.
    if (process.exitCode !== undefined) process.exit();
  }
  return arms;
}

/** Reads the published graph of a finished workspace. Nothing is asked of a language model. */
async function readArm(name: string, workspace: Workspace, signal: AbortSignal): Promise<Arm> {
  await currentVersion(workspace.versions);
  const plan = await planRun(workspace, { stages: [], signal, progress: silentProgress });
  if (plan.total.calls > 0) {
    throw new Error(`${name} is not finished: ${plan.total.calls} questions are still to be asked`);
  }
  const answers = plan.stages.flatMap((stage) =>
    stage.name === "generate" ? stage.scopes.map((scope) => scope.answers) : [],
  );
  const lookup = await openLookup(workspace);
  const tell = await relationTeller(workspace)();
  const from = (table: Parameters<typeof lookup.files>[0]) => sqlParquet(lookup.files(table));
  const rowsOf = (select: string) =>
    workspace.sql.use(async (connection) =>
      (await connection.runAndReadAll(select)).getRowObjectsJS(),
    );
  const edgeRows = (await rowsOf(
    `SELECT edge.id, edge.head, edge.headKind, edge.relation, edge.node, node.wording AS tail, edge.score
     FROM ${from(edges)} AS edge JOIN ${from(nodes)} AS node ON node.id = edge.node
     ORDER BY edge.id`,
  )) as unknown as readonly Omit<ArmEdge, "sentence">[];
  // Variants of one parent are one head, also where a graph has nothing of them and so counts each for itself.
  const headRows = await rowsOf(
    `WITH paired AS (
       SELECT headA AS head FROM ${from(pairs)} UNION SELECT headB FROM ${from(pairs)}
     ),
     head AS (
       SELECT head.*, coalesce(product.site || chr(31) || product.parent, head.id) AS family,
         (head.id <> head.countedAs, head.id) AS place
       FROM ${from(heads)} AS head LEFT JOIN ${from(products)} AS product ON product.id = head.id
     )
     SELECT min(countedAs) AS id, any_value(kind) AS kind, arg_min(words, place) AS words,
       arg_min(productType, place) AS type, bool_or(id IN (FROM paired)) AS inPairs
     FROM head GROUP BY family ORDER BY 1`,
  );
  const [counted] = await rowsOf(
    `SELECT count(DISTINCT (coalesce(concat_ws(' ', attribute, type), pair, headA), relation, node)) AS count FROM ${from(assertions)}`,
  );
  return {
    name,
    calls: answers.reduce((sum, count) => sum + count, 0),
    assertions: Number(counted?.["count"]),
    edges: edgeRows.map((edge) => ({ ...edge, sentence: tell(edge.relation, edge.tail) })),
    heads: headRows as unknown as readonly ArmHead[],
  };
}
