import { resolve } from "node:path";
import { datasetOf } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { events } from "../domain/tables/events.ts";
import { judgements } from "../domain/tables/judgements.ts";
import { products } from "../domain/tables/products.ts";
import { parseMap } from "../intake/columns/column-map.ts";
import { type DateOrder, dateOrders } from "../intake/columns/read-time.ts";
import { findFiles } from "../intake/files/find-files.ts";
import { type Format, formats, nameFits } from "../intake/files/format.ts";
import { requireEncoding, undecodedHint } from "../intake/files/text-encoding.ts";
import type { ImportItem, ImportOptions } from "../intake/import-item.ts";
import { notProductCodes } from "../intake/order-lines.ts";
import { readEvents } from "../intake/read-events.ts";
import { readJudgements } from "../intake/read-judgements.ts";
import { readProducts } from "../intake/read-products.ts";
import { parseKinds } from "../intake/told-kinds.ts";
import { counted } from "../text/counted.ts";
import { comparedWithOthers } from "./compared-with-others.ts";
import { customerHash } from "./customer-key.ts";
import { distinctFiles, repeatedFiles } from "./distinct-files.ts";
import { type LeftForgotten, leaveForgotten } from "./forgetting/leave-forgotten.ts";
import { nothingUsable, withKept, withTold } from "./import-failures.ts";
import { importRecipe } from "./import-recipe.ts";
import { type FileCounts, type ImportedTable, type ImportRecord, storeImport } from "./imports.ts";
import { arePresent } from "./present-parts.ts";
import { parseNamedDays } from "./replaced-days/named-days.ts";
import { type ReplacingImport, replaceDays } from "./replaced-days/replace-days.ts";
import { replacedBefore } from "./replaced-days/replaced-before.ts";
import { replacedEvents } from "./replaced-days/replaced-events.ts";
import { UndoneLines } from "./replaced-days/undone-lines.ts";
import { addImport, type ToldTakenOut } from "./taken-out.ts";
import type { Workspace } from "./workspace.ts";

/** What `--format` may say. */
export const importFormats = formats;

/** What `--date-order` may say. */
export const importDateOrders = dateOrders;

export interface ImportRequest {
  readonly table: Exclude<ImportedTable, "labels">;
  readonly paths: readonly string[];
  readonly format: Format | null;
  /** A name of an encoding, as typed; null, or not there: UTF-8, or what the files' first bytes say. */
  readonly encoding?: string | null;
  /** `ours=theirs`, as typed. */
  readonly map: readonly string[];
  /** `theirs=ours`, as typed: what words of the column of kinds mean. Of events alone. */
  readonly kinds?: readonly string[];
  /** IANA name, instead of that of the configuration; null: that. */
  readonly timeZone: string | null;
  /** What stands first in days like 01/02/2024; null, or not there: such days are refused. */
  readonly dateOrder?: DateOrder | null;
  /** Let this import stand alone: earlier ones of its table are taken out. */
  readonly replace: boolean;
  /** Let this import of events stand alone for the days that it holds, at their sites; or for those days alone, as typed. */
  readonly replaceDays?: boolean | readonly string[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface ImportResult extends ImportRecord, ToldTakenOut {
  /** True when exactly this was imported before: no row was read. */
  readonly already: boolean;
  /** Events of days for which a later import stands alone. */
  readonly replacedSince?: number;
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
  const encoding = request.encoding ? requireEncoding(request.encoding) : null;
  const map = parseMap(request.map);
  const kinds = parseKinds(request.kinds ?? []);
  const timeZone = request.timeZone ?? configuration.timeZone;
  const given = request.paths.map((path) => resolve(environment.currentFolder, path));
  const takes = (name: string): boolean => nameFits(name, format, table);
  const { paths, contentOf, notices } = await distinctFiles(await findFiles(given, takes));
  const files = await findFiles(paths, takes);
  const contents = hashOf([...contentOf.values()]);
  const dateOrder = request.dateOrder ?? null;
  const { store, stateFolder } = workspace;
  const others = (await imports.list()).filter((one) => one.table === table);
  const place = others.findIndex((one) => one.contents === contents);
  const earlier = others[place];
  const toldToReplace = replacingOf(request);
  // Who reads the same files in another way corrects how they are read: what they are in place of stays.
  const stood = request.replace ? null : replacedBefore(earlier);
  const replacing = toldToReplace ?? stood?.told ?? null;
  const standing = { alone: request.replace, last: toldToReplace !== null };
  const recipe = importRecipe(configuration, {
    ...{ table, format, map, kinds, timeZone, dateOrder, encoding, contents, replacing },
  });
  // What was forgotten of it may be allowed by now.
  if (earlier?.recipe === recipe && earlier.complete && earlier.forgotten === undefined) {
    if (await arePresent(store, [datasetOf(table, earlier.parts)])) {
      const told = request.replace ? await addImport(imports, earlier, standing) : {};
      const replacedSince = await replacedEvents(workspace, earlier, await imports.list());
      const mayBeHidden = replacedSince > 0 || (earlier.rows === 0 && place < others.length - 1);
      const isToComeBack = toldToReplace !== null && mayBeHidden;
      if (!isToComeBack) return { ...earlier, ...told, already: true, replacedSince };
    }
  }
  const ofPlace: string[] = [];
  if (earlier && earlier.recipe !== recipe) {
    ofPlace.push(
      "The same files were imported before in another way; this import replaces that one.",
    );
    if (toldToReplace === null && replacing !== null) {
      ofPlace.push(
        "That one stood alone for days, and so does this one, in its place. If it is not to: take it out by `cosmo import remove`, then import the files.",
      );
    }
  }
  const known = repeatedFiles(contentOf, earlier === undefined && !request.replace ? others : []);
  if (known !== null) notices.push(known);
  const warnings: string[] = [];
  const options: ImportOptions = {
    format,
    encoding,
    map,
    site: configuration.site === "default" ? null : configuration.site,
    locale: configuration.locale,
    timeZone,
    dateOrder,
    notProducts: notProductCodes(configuration.orderLines),
    notice: ({ message, loud }) => (loud ? warnings : notices).push(message),
  };
  const into = <T extends Table>(table: T, items: AsyncIterable<ImportItem<RowOf<T>>>) =>
    storeImport(store, table, recipe, items, signal, progress);
  const undone = new UndoneLines();
  const readers = {
    products: () => into(products, readProducts(paths, options, signal)),
    judgements: () =>
      into(judgements, readJudgements(paths, { ...options, sql: workspace.sql }, signal)),
    events: () =>
      into(
        events,
        readEvents(
          paths,
          {
            ...{ now: environment.now(), ...options, kinds, onUndone: undone.note },
            hashCustomer: customerHash(stateFolder),
          },
          signal,
        ),
      ),
  };
  const stored = await readers[table]();
  const { failure, counts, ...totals } = stored;
  const undecoded = stored.rejected["TEXT_NOT_UTF8"] ?? 0;
  if (undecoded > 0) warnings.push(`${leftOutAsNot(undecoded, "UTF-8")} ${undecodedHint}`);
  const misread = stored.rejected["TEXT_NOT_IN_ENCODING"] ?? 0;
  if (misread > 0) {
    warnings.push(
      `${leftOutAsNot(misread, encoding ?? "UTF-8")} Import the files again with another --encoding.`,
    );
  }
  const takeIn = async ({ parts, events: forgotten }: LeftForgotten): Promise<ImportResult> => {
    if (forgotten > 0) notices.push(leftOut(forgotten));
    if (replacing && failure !== undefined) {
      // A file that ends in the middle holds a piece of its days.
      throw withTold(failure, "No day was replaced, and nothing was imported.");
    }
    const before = request.replace ? [] : others.filter((one) => one.contents !== contents);
    const keepsPlace = earlier !== undefined && !standing.last;
    // Of a day on which every order came to nothing there is no event, and it is replaced all the same.
    const isOfNothing = replacing !== null && parts.length === 0 && undone.hours() !== null;
    const kept = isOfNothing ? [await emptyPart(store, recipe)] : parts;
    const [part] = kept;
    const { notices: ofDays = [], ...replaced } =
      replacing && part !== undefined
        ? await replaceDays(workspace, {
            ...{ recipe, part, timeZone },
            named: toldToReplace?.named ?? [],
            again: toldToReplace === null ? (stood?.days ?? null) : null,
            earlier: keepsPlace ? before.slice(0, place) : before,
            // Also the days of which nothing is left once the forgotten are left out.
            read: isOfNothing ? kept : stored.parts,
            undone,
          })
        : {};
    notices.push(...ofDays);
    const compared = await comparedWithOthers(workspace, {
      // Those behind one that was made before were told of it.
      ...{
        table,
        parts,
        before,
        timeZone,
        isFurther: replacing === null && earlier === undefined,
        undone,
      },
    });
    notices.push(...compared.notices);
    warnings.push(...compared.warnings);
    const { days } = compared;
    const record: ImportRecord = {
      table,
      recipe,
      contents,
      sources: files.map(({ name }) => name),
      format: format ?? "by name",
      importedAt: new Date(environment.now()).toISOString(),
      ...{ ...totals, parts: kept, rows: totals.rows - forgotten },
      ...(forgotten > 0 ? { forgotten } : {}),
      files: Object.fromEntries(
        files.map(({ name, path }): [string, FileCounts] => {
          const content = contentOf.get(path) ?? "";
          return [name, { content, ...(counts.get(name) ?? { rows: 0, rejected: 0 }) }];
        }),
      ),
      ...(days === null ? {} : { days }),
      ...(replacing === null ? {} : { replacing }),
      ...replaced,
      ...(warnings.length > 0 ? { warnings } : {}),
      notices: [...ofPlace, ...notices],
      complete: failure === undefined,
    };
    const isOfDays = (record.replaced ?? []).length > 0;
    const isUsable = record.rows > 0 || ((forgotten > 0 || isOfDays) && failure === undefined);
    const told = isUsable ? await addImport(imports, record, standing) : {};
    if (failure !== undefined) throw withKept(failure, record, told);
    if (!isUsable) throw nothingUsable({ ...record, notices }, earlier);
    const replacedSince = await replacedEvents(workspace, record, await imports.list());
    return { ...record, ...told, already: false, replacedSince };
  };
  return table === "events"
    ? leaveForgotten(workspace, stored.parts, signal, takeIn)
    : takeIn({ parts: stored.parts, events: 0 });
}

/** Which days are to be replaced, all where none is named; null: earlier imports stay whole. */
function replacingOf({
  replaceDays: days = false,
}: ImportRequest): Pick<ReplacingImport, "named"> | null {
  if (days === false) return null;
  return { named: days === true ? [] : days.map(parseNamedDays) };
}

const emptyPart = (store: Store, recipe: string) =>
  store.part({ table: events, name: "0", inputs: recipe, fill: () => Promise.resolve() });

const leftOutAsNot = (lines: number, encoding: string): string => {
  const are = lines === 1 ? "is" : "are";
  return `${counted(lines, "lines")} ${are} not ${encoding} and ${are} left out.`;
};

const leftOut = (forgotten: number): string =>
  `${counted(forgotten, "events")} of customers who were forgotten ${forgotten === 1 ? "is" : "are"} left out; \`cosmo forget --help\` tells how to allow them again.`;
