import type { z } from "zod";
import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import type { Progress } from "../domain/progress.ts";
import type { RowOf, Table } from "../domain/table.ts";
import type { Sql } from "../sql/sql.ts";

export type Tables = Readonly<Record<string, Table>>;

/** A finished dataset as a stage sees it. */
export interface DatasetReader<T extends Table> {
  readonly content: string;
  readonly rowCount: number;
  /** Parquet files, for a query: those of the parts, in their order. */
  readonly files: readonly string[];
  readonly parts: readonly PartManifest[];
  rows(): AsyncGenerator<RowOf<T>>;
}

/** A dataset in the making, part by part. */
export interface DatasetWriter<T extends Table> {
  /**
   * Makes the part `name`, or takes it as it is where it was made before from equal `inputs`
   * under the same settings. Parts of other names are no longer part of the dataset. Where several are made at once
   * they stand in the order in which they were finished.
   */
  part(
    name: string,
    inputs: unknown,
    fill: (draft: PartDraft<RowOf<T>>) => Promise<void>,
  ): Promise<PartManifest>;
  /** Takes parts of a dataset that the stage reads as they are: they are not written again. */
  take(parts: readonly PartManifest[]): void;
  /** What has been made so far, readable. */
  reader(): DatasetReader<T>;
}

/** One line of the funnel: what went in, what was dropped and why, what came out. */
export interface FunnelRow {
  /** A relation, a behaviour; what the stage's rows are counted by. */
  readonly group: string;
  readonly rowsIn: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly rowsOut: number;
}

export interface Spending {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

export interface StageContext<Config, Reads extends Tables, Writes extends Tables> {
  readonly config: Config;
  readonly reads: { readonly [Name in keyof Reads]: DatasetReader<Reads[Name]> };
  readonly writes: { readonly [Name in keyof Writes]: DatasetWriter<Writes[Name]> };
  readonly sql: Sql;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What a stage says when it is done. Spending is this run's own, without what was paid before. */
export interface StageReport {
  readonly funnel: readonly FunnelRow[];
  /** What went in and came out in all, where the lines of the funnel count different things. */
  readonly total?: { readonly rowsIn: number; readonly rowsOut: number };
  readonly spent?: Spending;
  /** Facts worth a line to the person at the keyboard. */
  readonly notices?: readonly string[];
}

/**
 * One arrow of the data's way: reads immutable datasets, writes immutable datasets. Everything that
 * decides the rows is in `version`, `config`, `reads`, `uses` and the seed; nothing else may.
 */
export interface Stage<
  Config = unknown,
  Reads extends Tables = Tables,
  Writes extends Tables = Tables,
> {
  readonly name: string;
  /** Raised by hand when the meaning of the stage changes. */
  readonly version: number;
  readonly summary: string;
  readonly config: z.ZodType<Config>;
  /** Datasets by name; other stages or imports make them. */
  readonly reads: Reads;
  /** Datasets by name; no other stage makes them. */
  readonly writes: Writes;
  /** Names of datasets that are also written as JSON lines. */
  readonly jsonLines?: readonly string[];
  /** Identities of what the stage computes with: model, encoder, relation set. */
  readonly uses: Readonly<Record<string, string>>;
  run(context: StageContext<Config, Reads, Writes>): Promise<StageReport>;
}

/** A stage whose own types are known to itself alone. */
export type AnyStage = Omit<Stage, "run"> & {
  // biome-ignore lint/suspicious/noExplicitAny: each stage checks its own configuration by its schema
  run(context: StageContext<any, any, any>): Promise<StageReport>;
};

export function defineStage<Config, Reads extends Tables, Writes extends Tables>(
  stage: Stage<Config, Reads, Writes>,
): AnyStage {
  return Object.freeze(stage);
}

export type Datasets = Readonly<Record<string, Dataset>>;
