import { openGroupCommit } from "../state/group-commit.ts";
import { openStateDatabase, type StateDatabaseOptions } from "../state/open-state-database.ts";
import type { StateValue } from "../state/state-database.ts";
import { callIdOf, parametersTextOf } from "./call-identity.ts";
import { callMigrations } from "./call-migrations.ts";
import type { CallPurpose, GenerateRequest } from "./language-model.ts";
import type { RecordedCall } from "./recorded-call.ts";

/** An answer that has just come. */
export interface NewAnswer
  extends Pick<
    RecordedCall,
    | "model"
    | "rawAnswer"
    | "text"
    | "finishReason"
    | "inputTokens"
    | "outputTokens"
    | "costUsd"
    | "startedAt"
    | "milliseconds"
  > {
  readonly request: GenerateRequest;
  /** Why `text` is null. */
  readonly reason: string | null;
}

export interface ModelSpending extends CallTotals {
  readonly model: string;
}

export interface CallTotals {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/**
 * Every answer that a model ever gave, on disk before anything uses it. Writes resolve when they are on
 * disk; those that come while others are being written go to disk together, in their order.
 *
 * @throws CosmoError what StateDatabase throws, from every function
 */
export interface CallStore {
  /** Writes an answer durably, as the next attempt of its call. */
  record(answer: NewAnswer): Promise<{ readonly id: string; readonly attempt: number }>;
  markValid(id: string, attempt: number): Promise<void>;
  markInvalid(id: string, attempt: number, reason: string): Promise<void>;
  /** All attempts of a call, the first one first. */
  get(id: string): readonly RecordedCall[];
  /** All attempts to mend an unusable answer of a call, the first one first. */
  repairsOf(id: string): readonly RecordedCall[];
  /** Calls of a model whose answers, and those of their repairs, are all unusable, or could not be read at last. */
  idsSetAside(model: string): readonly string[];
  /** What this workspace asked for and paid, whatever became of it. Imported answers are not in it. */
  totals(): CallTotals;
  /** Which model a call asked; undefined where there is no such call. */
  modelOf(id: string): string | undefined;
  /**
   * What calls of each model took that claims come of and whose answers were judged, those imported too. A repair counts for the model
   * whose answer it mends.
   */
  spentByModel(): readonly ModelSpending[];
  /** All attempts by id and attempt, however many there are; may be read slowly while others write. */
  iterate(): IterableIterator<RecordedCall>;
  /**
   * Takes in attempts that were made elsewhere; all or, where one of them throws, none. One that is
   * already here is left alone.
   * @returns how many were new
   */
  insertImported(calls: Iterable<RecordedCall>): number;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

interface CallRow extends Omit<RecordedCall, "parameters" | "repairOf" | "purpose"> {
  readonly parameters: string;
  readonly repairOf: string | null;
  readonly purpose: CallPurpose | null;
}

const columns = `id, attempt, model, system, prompt, answer_stem AS answerStem, parameters, draw,
  raw_answer AS rawAnswer, text, finish_reason AS finishReason, input_tokens AS inputTokens,
  output_tokens AS outputTokens, cost_usd AS costUsd, started_at AS startedAt, milliseconds,
  state, reason, repair_of AS repairOf, purpose`;

const iteratedAtOnce = 200;

const callOf = ({ repairOf, purpose, ...row }: CallRow): RecordedCall => ({
  ...{ ...row, parameters: JSON.parse(row.parameters) },
  ...(repairOf !== null && { repairOf }),
  ...(purpose !== null && { purpose }),
});

const durably: StateDatabaseOptions = { migrations: callMigrations, synchronous: "full" };

/** The next attempt of a call. */
const insertCall = `INSERT INTO calls (id, attempt, asked_here, model, system, prompt, answer_stem,
    parameters, draw, raw_answer, text, finish_reason, input_tokens, output_tokens, cost_usd,
    started_at, milliseconds, state, reason, repair_of, purpose)
  SELECT ?1, 1 + coalesce(max(attempt), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
    ?15, ?16, ?17, ?18, ?19, ?20
  FROM calls WHERE id = ?1 RETURNING attempt`;

/** In the order of the parameters of `insertCall`. */
function insertedValues(
  call: Omit<RecordedCall, "attempt" | "parameters">,
  parameters: string,
  askedHere: 0 | 1,
): readonly StateValue[] {
  const { id, model, system, prompt, answerStem, draw, rawAnswer, text, finishReason } = call;
  const { inputTokens, outputTokens, costUsd, startedAt, milliseconds, state, reason } = call;
  const words = [model, system, prompt, answerStem, parameters, draw, rawAnswer, text];
  const figures = [finishReason, inputTokens, outputTokens, costUsd, startedAt, milliseconds];
  const { repairOf = null, purpose = null } = call;
  return [id, askedHere, ...words, ...figures, state, reason, repairOf, purpose];
}

/** Opens calls.db, the store of paid answers, and makes it where it is missing. */
export function openCallStore(file: string): CallStore {
  const database = openStateDatabase(file, durably);
  const insertNow = database.prepare(insertCall);
  const together = openGroupCommit(file, durably);
  const insert = together.prepare<{ attempt: number }>(insertCall);
  const mark = together.prepare(
    "UPDATE calls SET state = ?, reason = ? WHERE id = ? AND attempt = ?",
  );
  const attempts = database.prepare<CallRow>(
    `SELECT ${columns} FROM calls WHERE id = ? ORDER BY attempt`,
  );
  const repairs = database.prepare<CallRow>(
    `SELECT ${columns} FROM calls WHERE repair_of = ? ORDER BY started_at, id, attempt`,
  );
  const unusable = database.prepare<{ id: string }>(
    `SELECT DISTINCT id FROM calls AS unusable
     WHERE state = 'invalid' AND model = ? AND repair_of IS NULL
       AND NOT EXISTS (SELECT 1 FROM calls
         WHERE id = unusable.id AND state <> 'invalid' AND text IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM calls
         WHERE repair_of = unusable.id AND state <> 'invalid' AND text IS NOT NULL)
     ORDER BY id`,
  );
  const twin = database.prepare(
    "SELECT 1 FROM calls WHERE id = ? AND started_at = ? AND raw_answer = ?",
  );
  const sums = database.prepare<CallTotals>(
    `SELECT count(*) AS calls, coalesce(sum(input_tokens), 0) AS inputTokens,
       coalesce(sum(output_tokens), 0) AS outputTokens, total(cost_usd) AS costUsd
     FROM calls WHERE asked_here = 1`,
  );
  const asked = database.prepare<{ model: string }>("SELECT model FROM calls WHERE id = ? LIMIT 1");
  const byModel = database.prepare<ModelSpending>(
    `SELECT coalesce(mended.model, call.model) AS model, count(*) AS calls,
       sum(call.input_tokens) AS inputTokens, sum(call.output_tokens) AS outputTokens,
       total(call.cost_usd) AS costUsd
     FROM calls AS call
     LEFT JOIN calls AS mended ON mended.id = call.repair_of AND mended.attempt = 1
     WHERE call.state <> 'recorded' AND call.purpose IS NULL GROUP BY 1 ORDER BY 1`,
  );
  const page = database.prepare<CallRow>(
    `SELECT ${columns} FROM calls WHERE (id, attempt) > (?, ?) ORDER BY id, attempt LIMIT ${iteratedAtOnce}`,
  );

  return {
    async record({ request, ...answer }) {
      const { system, prompt, answerStem, draw, repairOf, purpose } = request;
      const id = callIdOf(answer.model, request);
      const asked = {
        ...{ id, system, prompt, answerStem, draw, state: "recorded" as const },
        ...(repairOf !== undefined && { repairOf }),
        ...(purpose !== undefined && { purpose }),
      };
      const values = insertedValues({ ...answer, ...asked }, parametersTextOf(request), 1);
      const [row] = await insert(...values);
      if (row === undefined) throw new Error("SQLite did not return the row that it inserted");
      return { id, attempt: row.attempt };
    },
    markValid: async (id, attempt) => void (await mark("valid", null, id, attempt)),
    markInvalid: async (id, attempt, reason) => void (await mark("invalid", reason, id, attempt)),
    get: (id) => attempts.all(id).map(callOf),
    repairsOf: (id) => repairs.all(id).map(callOf),
    idsSetAside: (model) => unusable.all(model).map(({ id }) => id),
    totals: () => {
      const { calls = 0, inputTokens = 0, outputTokens = 0, costUsd = 0 } = sums.get() ?? {};
      return { calls, inputTokens, outputTokens, costUsd };
    },
    modelOf: (id) => asked.get(id)?.model,
    spentByModel: () => byModel.all(),
    *iterate() {
      let [id, attempt] = ["", 0];
      while (true) {
        const rows = page.all(id, attempt);
        for (const row of rows) yield callOf(row);
        const last = rows.at(-1);
        if (last === undefined || rows.length < iteratedAtOnce) return;
        ({ id, attempt } = last);
      }
    },
    insertImported: (calls) =>
      database.transaction(() => {
        let added = 0;
        for (const call of calls) {
          if (twin.get(call.id, call.startedAt, call.rawAnswer) !== undefined) continue;
          insertNow.get(...insertedValues(call, parametersTextOf(call.parameters), 0));
          added++;
        }
        return added;
      }),
    async close() {
      await together.close();
      database.close();
    },
  };
}
