import { resolve } from "node:path";
import { datasetOf } from "../artifact/dataset.ts";
import { fileHash } from "../artifact/file-hash.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import { events } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import { type ColumnMap, parseMap } from "../intake/columns/column-map.ts";
import { fileError } from "../intake/files/file-error.ts";
import { findFiles } from "../intake/files/find-files.ts";
import { type Format, formats, nameFits } from "../intake/files/format.ts";
import type { ImportOptions } from "../intake/import-item.ts";
import { readEvents } from "../intake/read-events.ts";
import { readProducts } from "../intake/read-products.ts";
import { customerHash } from "./customer-key.ts";
import { type ImportedTable, type ImportRecord, storeImport } from "./imports.ts";
import { arePresent } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

/** What `--format` may say. */
export const importFormats = formats;

/** Raised when the same files would be read into other rows than before. */
const intakeVersion = 1;

export interface ImportRequest {
  readonly table: Exclude<ImportedTable, "labels">;
  readonly paths: readonly string[];
  readonly format: Format | null;
  /** `ours=theirs`, as typed. */
  readonly map: readonly string[];
  /** Let this import stand alone: earlier ones of its table are taken out. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface ImportResult extends ImportRecord {
  /** True when exactly this was imported before: nothing was done. */
  readonly already: boolean;
}

/**
 * Reads files into the workspace. Good rows are stored even where others are rejected, and where a
 * file ends in the middle: then the error is thrown after they are.
 */
export async function importFiles(
  workspace: Workspace,
  request: ImportRequest,
): Promise<ImportResult> {
  const { configuration, environment, imports } = workspace;
  const { table, format, signal, progress } = request;
  const map = parseMap(request.map);
  const paths = request.paths.map((path) => resolve(environment.currentFolder, path));
  const files = await findFiles(paths, (name) => nameFits(name, format));
  const contents = await contentsOf(files.map(({ path }) => path));
  const recipe = importRecipe(workspace, request, map, contents);
  const { store, stateFolder } = workspace;
  const earlier = (await imports.list()).find(
    (one) => one.table === table && one.contents === contents,
  );
  if (earlier?.recipe === recipe && earlier.complete) {
    if (await arePresent(store, [datasetOf(table, earlier.parts)])) {
      if (request.replace) await imports.add(earlier, true);
      return { ...earlier, already: true };
    }
  }
  const notices: string[] = [];
  if (earlier && earlier.recipe !== recipe) {
    notices.push(
      "The same files were imported before in another way; this import replaces that one.",
    );
  }
  const options: ImportOptions = {
    format,
    map,
    site: configuration.site === "default" ? null : configuration.site,
    locale: configuration.locale,
    timeZone: configuration.timeZone,
    notice: ({ message }) => notices.push(message),
  };
  const stored =
    table === "products"
      ? await storeImport(
          store,
          products,
          recipe,
          readProducts(paths, options, signal),
          signal,
          progress,
        )
      : await storeImport(
          store,
          events,
          recipe,
          readEvents(paths, { ...options, hashCustomer: customerHash(stateFolder) }, signal),
          signal,
          progress,
        );
  const { failure, ...counts } = stored;
  const record: ImportRecord = {
    table,
    recipe,
    contents,
    sources: files.map(({ name }) => name),
    format: format ?? "by name",
    importedAt: new Date(environment.now()).toISOString(),
    ...counts,
    notices,
    complete: failure === undefined,
  };
  if (record.rows > 0) await imports.add(record, request.replace);
  if (failure !== undefined) throw withKept(failure, record);
  if (record.rows === 0) throw nothingUsable(record);
  return { ...record, already: false };
}

/** What the files hold, wherever they lie. */
async function contentsOf(paths: readonly string[]): Promise<string> {
  const contents: string[] = [];
  for (const path of paths) {
    try {
      contents.push(await fileHash(path));
    } catch (error) {
      throw fileError(error, path, 0);
    }
  }
  return hashOf(contents);
}

/** Same contents, read the same way, are the same import. */
function importRecipe(
  { configuration }: Workspace,
  { table, format }: ImportRequest,
  map: ColumnMap,
  contents: string,
): string {
  const { site, locale, timeZone } = configuration;
  return hashOf({ intakeVersion, table, format, map, contents, site, locale, timeZone });
}

function withKept(failure: unknown, { rows, table }: ImportRecord): unknown {
  if (!(failure instanceof CosmoError) || rows === 0) return failure;
  const { code, message, hint, retryable, exitCode } = failure;
  return new CosmoError(
    code,
    `${message.replace(/\.?$/, ".")} The ${rows.toLocaleString("en-US")} good ${table} before that place are kept.`,
    { hint, retryable, exitCode, cause: failure },
  );
}

function nothingUsable({ rejected, firstRejected, sources, table }: ImportRecord): CosmoError {
  const reasons = Object.entries(rejected).map(([code, count]) => {
    const first = firstRejected[code];
    return `${count} × ${code}${first ? ` (line ${first.line}: ${first.message})` : ""}`;
  });
  return new CosmoError(
    "NOTHING_USABLE",
    `No ${table} could be read from ${sources.join(", ")}: ${reasons.join(", ") || "there are no rows"}`,
    {
      hint: `Look at the first lines of the file; \`cosmo import ${table} --help\` shows formats and --map.`,
    },
  );
}
