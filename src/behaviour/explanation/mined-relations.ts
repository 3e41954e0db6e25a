import type { Progress } from "../../domain/progress.ts";
import { duckSessions } from "../../sql/duck-sessions.ts";
import type { Sql, SqlConnection } from "../../sql/sql.ts";
import type { MineConfig } from "../mine-config.ts";
import { type MiningSources, mineRelations } from "../mine-relations.ts";
import { miningParameters, miningSteps } from "../mining-steps.ts";
import type { SqlParameters } from "../sql-step.ts";

export interface MiningOnTheSpot {
  readonly sql: Sql;
  readonly sources: MiningSources;
  readonly config: MineConfig;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** A connection on which every relation of mining can be selected from, as these settings make it. */
export interface MinedRelations {
  readonly connection: SqlConnection;
  readonly config: MineConfig;
  readonly parameters: SqlParameters;
}

/** Mines without writing anything, with DuckDB whatever the engine of the stages, and hands the relations to `work`; they go with its end. */
export function withMinedRelations<Result>(
  { sql, sources, config, seed, signal, progress }: MiningOnTheSpot,
  work: (mined: MinedRelations) => Promise<Result>,
): Promise<Result> {
  return duckSessions.use(sql, signal, async (session) => {
    const steps = miningSteps(config);
    const mining = progress.started("mine on the spot with DuckDB", "steps", steps.length);
    const parameters = miningParameters(config, seed);
    await mineRelations(session, sources, { steps, parameters }, mining);
    mining.finished();
    return work({ connection: session.connection, config, parameters });
  });
}
