import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { parseMap } from "../../intake/columns/column-map.ts";
import type { Format } from "../../intake/files/format.ts";
import { readJudgements } from "../../intake/read-judgements.ts";
import { lazySql } from "../../sql/lazy-sql.ts";
import { openSql } from "../../sql/sql.ts";
import type { Environment } from "../environment.ts";

export interface JudgementFileRequest {
  readonly environment: Environment;
  readonly paths: readonly string[];
  /** Null: told by each file's name. */
  readonly format: Format | null;
  /** `ours=theirs`, as typed. */
  readonly map: readonly string[];
  readonly signal: AbortSignal;
}

export interface JudgementFile {
  /** In the order of the files. */
  readonly judgements: readonly Judgement[];
  /** Rows that could not be used, or that came before, by code. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly notices: readonly string[];
}

/**
 * Reads files of judgements as they are, without a workspace: all rows, in memory.
 *
 * @example
 * const { judgements } = await readJudgementFile({ …, paths: ["judgements.csv.gz"], format: null, map: [] });
 *
 * @throws CosmoError NOTHING_USABLE, and what `readJudgements` throws
 */
export async function readJudgementFile({
  environment,
  paths,
  format,
  map,
  signal,
}: JudgementFileRequest): Promise<JudgementFile> {
  const sql = lazySql(() => openSql({ threads: 2, memoryLimit: "2GB", temporaryFolder: tmpdir() }));
  const judgements: Judgement[] = [];
  const rejected: Record<string, number> = {};
  const notices: string[] = [];
  const options = {
    ...{ format, encoding: null, map: parseMap(map), site: null, locale: "en-US" },
    ...{ timeZone: "UTC", notProducts: new Set<string>(), dateOrder: null, sql },
    notice: ({ message }: { readonly message: string }) => notices.push(message),
  };
  const files = paths.map((path) => resolve(environment.currentFolder, path));
  try {
    for await (const item of readJudgements(files, options, signal)) {
      if ("row" in item) judgements.push(item.row);
      else rejected[item.reject.code] = (rejected[item.reject.code] ?? 0) + 1;
    }
  } finally {
    sql.close();
  }
  if (judgements.length === 0) throw nothingUsable(paths, rejected);
  return { judgements, rejected, notices };
}

const nothingUsable = (
  paths: readonly string[],
  rejected: Readonly<Record<string, number>>,
): CosmoError => {
  const reasons = Object.entries(rejected).map(([code, count]) => `${count} × ${code}`);
  return new CosmoError(
    "NOTHING_USABLE",
    `No judgements could be read from ${paths.join(", ")}: ${reasons.join(", ") || "there are no rows"}`,
    { hint: "Look at the first lines of the file; --format and --map say how it is read." },
  );
};
