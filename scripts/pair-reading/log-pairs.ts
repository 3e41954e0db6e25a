import type { DrawnPair, WordedPair } from "../../src/evaluation/pair-reading.ts";
import { type SqlConnection, sqlParquet, sqlText } from "../../src/sql/sql.ts";
import { type MinedLog, mineLog } from "./mine-log.ts";
import { readingRules } from "./reading-rules.ts";
import type { RealLog } from "./real-logs.ts";

/** Which pairs of a log are drawn: those that a rule, or mining as it is, keeps or cuts. */
export interface Stratum extends Pick<DrawnPair, "drawnFor" | "side"> {
  readonly pairs: number;
}

/** All pairs of a log, with the rules that cut them. */
export interface LogPairs {
  readonly log: string;
  /** Pairs that mining keeps by default. */
  readonly kept: number;
  /** Pairs that each rule cuts; rules that cut none are not there. */
  readonly cutBy: Readonly<Record<string, number>>;
  /** By the seed, each stratum for itself: the same pairs for the same log, and a larger number has those of a smaller one. */
  draw(stratum: Stratum, seed: number): Promise<readonly WordedPair[]>;
  /** The rules that cut each of these pairs, by its id; a pair that is found by none is not there. */
  rulesOf(pairs: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Pairs that a rule cuts. */
interface Cut {
  readonly rule: string;
  /** A SELECT from `pairs`. */
  readonly from: string;
  /** Whether mining keeps them by default. */
  readonly kept: boolean;
}

/**
 * Mines a log by its defaults and with each rule moved.
 * @param folder for the workspace
 * @param connection gets two temporary tables, in place of those of an earlier log
 */
export async function readLogPairs(
  folder: string,
  log: RealLog,
  connection: SqlConnection,
): Promise<LogPairs> {
  const rowsOf = async <Row>(text: string): Promise<readonly Row[]> =>
    (await connection.runAndReadAll(text)).getRowObjectsJS() as unknown as readonly Row[];
  const defaults = await mineLog(folder, log, {});
  await createTables(connection, defaults, await cutsOf(folder, log, defaults));
  const [counted] = await rowsOf<{ kept: bigint }>("SELECT count(*) AS kept FROM found WHERE kept");
  const byRule = await rowsOf<{ rule: string; pairs: bigint }>(
    `SELECT rule, count(*) AS pairs FROM (SELECT unnest("cutBy") AS rule FROM found) GROUP BY rule ORDER BY rule`,
  );
  return {
    log: log.name,
    kept: Number(counted?.kept),
    cutBy: Object.fromEntries(byRule.map(({ rule, pairs }) => [rule, Number(pairs)])),
    async draw({ drawnFor, side, pairs }, seed) {
      const cut = `list_contains("cutBy", ${sqlText(drawnFor)})`;
      const rows = await rowsOf<Omit<WordedPair, "log" | "drawnFor" | "side">>(
        `SELECT drawn.id AS pair, behaviour, "cutBy", CAST(count AS INTEGER) AS count, "logLikelihoodRatio",
           a.title AS first, b.title AS second
         FROM (
           FROM found WHERE ${side === "cut" ? cut : `kept AND NOT ${cut}`}
           ORDER BY sha256(concat_ws(chr(31), ${seed}, ${sqlText(`${drawnFor} ${side}`)}, id)) LIMIT ${pairs}
         ) AS drawn
         JOIN titles AS a ON a.id = "headA" JOIN titles AS b ON b.id = "headB"
         ORDER BY drawn.id`,
      );
      return rows.map((row) => ({ ...row, log: log.name, drawnFor, side }));
    },
    async rulesOf(ids) {
      const rows = await rowsOf<{ id: string; cutBy: readonly string[] }>(
        `SELECT id, "cutBy" FROM found WHERE id IN (${ids.map(sqlText).join(", ")})`,
      );
      return new Map(rows.map(({ id, cutBy }) => [id, cutBy]));
    },
  };
}

async function cutsOf(folder: string, log: RealLog, defaults: MinedLog): Promise<readonly Cut[]> {
  const butNot = (some: string, others: string): string =>
    `SELECT * FROM ${some} WHERE id NOT IN (SELECT id FROM ${others})`;
  const usual = sqlParquet(defaults.pairs);
  const cuts: Cut[] = [];
  for (const { name: rule, moved, isDefault } of readingRules) {
    const other = sqlParquet((await mineLog(folder, log, moved)).pairs);
    const from = isDefault ? butNot(other, usual) : butNot(usual, other);
    cuts.push({ rule, from, kept: !isDefault });
  }
  return cuts;
}

/**
 * `found`: each pair once, with whether it is kept by default and the rules that cut it, and counted as it is by
 * default, or else without the first of these rules. `titles`, by product.
 */
async function createTables(
  connection: SqlConnection,
  defaults: MinedLog,
  cuts: readonly Cut[],
): Promise<void> {
  const columns = `id, "headA", "headB", behaviour, count, "logLikelihoodRatio"`;
  const ofCuts = cuts.map(
    ({ rule, from, kept }) =>
      `UNION ALL SELECT ${columns}, ${kept} AS kept, ${sqlText(rule)} AS rule FROM (${from})`,
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE found AS
    SELECT id, "headA", "headB", behaviour, kept,
      arg_min(count, coalesce(rule, '')) AS count,
      arg_min("logLikelihoodRatio", coalesce(rule, '')) AS "logLikelihoodRatio",
      coalesce(list_sort(list(rule) FILTER (rule IS NOT NULL)), []) AS "cutBy"
    FROM (
      SELECT ${columns}, true AS kept, NULL AS rule FROM ${sqlParquet(defaults.pairs)}
      ${ofCuts.join("\n")}
    )
    GROUP BY id, "headA", "headB", behaviour, kept`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE titles AS
    SELECT id, title FROM ${sqlParquet(defaults.products)}`);
}
