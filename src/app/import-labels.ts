import { basename, resolve } from "node:path";
import { readDrawnClaims } from "../annotation/drawn-claims.ts";
import { labelRow } from "../annotation/label.ts";
import { type LabelLine, readLabelLines } from "../annotation/read-labels.ts";
import { datasetOf } from "../artifact/dataset.ts";
import { fileHash } from "../artifact/file-hash.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import { requireEncoding } from "../intake/files/text-encoding.ts";
import type { ImportItem } from "../intake/import-item.ts";
import { readRelations } from "../relations/relation.ts";
import { counted } from "../text/counted.ts";
import { nearestName } from "../text/nearest-name.ts";
import { type AnswerSheets, readAnswerSheet } from "./answer-sheets.ts";
import type { ImportResult } from "./import-files.ts";
import { type ImportRecord, storeImport } from "./imports.ts";
import { arePresent } from "./present-parts.ts";
import { relationsFile } from "./relations-file.ts";
import { addImport } from "./taken-out.ts";
import type { Workspace } from "./workspace.ts";

/** Raised when the same files would be read into other rows than before. */
const labelIntakeVersion = 2;

export interface LabelImportRequest {
  readonly paths: readonly string[];
  /** Null, or not there: the files are labels, a JSON object a line. Else they are sheets of one annotator. */
  readonly sheets?: AnswerSheets | null;
  /** Let this import stand alone: earlier ones of labels are taken out. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Reads files of labels, a JSON object a line, or sheets that were filled in with a spreadsheet. What is wrong with a line makes it a reject.
 * @throws CosmoError LABELS_UNREADABLE, SHEET_UNFIT, LABEL_INVALID, NOTHING_USABLE
 */
export async function importLabels(
  workspace: Workspace,
  { paths, sheets: asked = null, replace, signal, progress }: LabelImportRequest,
): Promise<ImportResult> {
  const { environment, imports, store } = workspace;
  const sheets = asked && { ...asked, encoding: asked.encoding && requireEncoding(asked.encoding) };
  const files = paths.map((path) => resolve(environment.currentFolder, path));
  const contents = hashOf(await Promise.all(files.map(contentOf)));
  const claims = sheets && resolve(environment.currentFolder, sheets.claims);
  const filledIn =
    sheets === null || claims === null ? [] : [{ ...sheets, claims: await contentOf(claims) }];
  const recipe = hashOf(["labels", labelIntakeVersion, contents, ...filledIn]);
  const earlier = (await imports.list()).find(
    (one) => one.table === "labels" && one.recipe === recipe,
  );
  if (earlier !== undefined && (await arePresent(store, [datasetOf("labels", earlier.parts)]))) {
    const told = replace ? await addImport(imports, earlier, { alone: true }) : {};
    return { ...earlier, ...told, already: true };
  }
  const relations = new Map<string, number>();
  let unanswered = 0;
  const drawn = claims === null ? null : await readDrawnClaims(claims);
  const linesOf = (file: string): AsyncGenerator<LabelLine> =>
    sheets === null || drawn === null
      ? readLabelLines(file)
      : readAnswerSheet(
          { path: file, name: basename(file), encoding: sheets.encoding },
          drawn,
          sheets,
          signal,
          () => {
            unanswered += 1;
          },
        );
  const read = items(files, linesOf, (relation) =>
    relations.set(relation, (relations.get(relation) ?? 0) + 1),
  );
  const stored = await storeImport(store, labels, recipe, read, signal, progress);
  const { failure, counts: _, ...totals } = stored;
  if (failure !== undefined) throw failure;
  const record: ImportRecord = {
    table: "labels",
    recipe,
    contents,
    sources: files.map((file) => basename(file)),
    format: "labels",
    importedAt: new Date(environment.now()).toISOString(),
    ...totals,
    notices: [
      ...(await unknownRelations(workspace, relations)),
      ...(unanswered === 0 ? [] : [`${counted(unanswered, "rows")} without an answer.`]),
    ],
    complete: true,
  };
  if (record.rows === 0) throw nothingUsable(record);
  const told = await addImport(imports, record, { alone: replace });
  return { ...record, ...told, already: false };
}

async function contentOf(file: string): Promise<string> {
  try {
    return await fileHash(file);
  } catch (error) {
    throw new CosmoError("LABELS_UNREADABLE", `Cannot read ${file}: ${(error as Error).message}`, {
      hint: "Name a file of labels, such as samples/labels/sample-shop.jsonl.",
      cause: error,
      exitCode: 2,
    });
  }
}

/** What is labelled of relations that this workspace does not have: a critic learns from it, and nothing here is of them. */
async function unknownRelations(
  { folder, configuration }: Workspace,
  counts: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const known = await readRelations(relationsFile(folder, configuration));
  const names = known.relations.map(({ name }) => name);
  return [...counts].toSorted().flatMap(([relation, count]) => {
    if (names.includes(relation)) return [];
    const nearest = nearestName(relation, names);
    const meant = nearest === undefined ? "" : ` Is ${nearest} meant?`;
    return [`${counted(count, "labels")} of ${relation}, which is no relation here.${meant}`];
  });
}

/** @param noted told of each label's relation */
async function* items(
  files: readonly string[],
  linesOf: (file: string) => AsyncGenerator<LabelLine>,
  noted: (relation: string) => void,
): AsyncGenerator<ImportItem<LabelRow>> {
  const seen = new Set<string>();
  for (const file of files) {
    const source = basename(file);
    for await (const read of linesOf(file)) {
      const { line } = read;
      const reject = (code: string, message: string): ImportItem<LabelRow> => ({
        // The line may hold the words of a shopper that never passed the gate.
        reject: { source, line, place: 1, code, message, row: null },
      });
      if ("problem" in read) yield reject("LABEL_INVALID", read.problem);
      else {
        const row = labelRow(read.label);
        if (seen.has(row.id)) {
          yield reject("LABEL_REPEATED", "this annotator labelled the claim before in this round");
        } else {
          seen.add(row.id);
          noted(row.relation);
          yield { row, source, line };
        }
      }
    }
  }
}

const nothingUsable = ({ sources, rejected, firstRejected }: ImportRecord): CosmoError => {
  const [first] = Object.values(firstRejected);
  const why = first === undefined ? "there are no lines" : `line ${first.line}: ${first.message}`;
  const count = Object.values(rejected).reduce((sum, one) => sum + one, 0);
  return new CosmoError(
    "NOTHING_USABLE",
    `No labels could be read from ${sources.join(", ")} (${count} lines rejected): ${why}`,
    {
      hint: "Each line is a JSON object; samples/labels/README.md describes its fields. Sheets of a spreadsheet come in with --claims FILE --annotator NAME.",
    },
  );
};
