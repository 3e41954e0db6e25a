import type { Store } from "../artifact/store.ts";
import type { Files } from "../sql/sql.ts";
import type { Datasets } from "../stage/stage.ts";
import { type ObservedFiles, observedNames } from "./mining-sources.ts";

/** The files of what `observe` writes, dataset by dataset. */
export const observedBy = (filesOf: (dataset: string) => Files): ObservedFiles =>
  Object.fromEntries(observedNames.map((name) => [name, filesOf(name)])) as ObservedFiles;

/** The files of what `observe` wrote, for a query. */
export const observedFiles = (store: Store, written: Datasets): ObservedFiles =>
  observedBy((name) => ({ files: store.files(written[name]) }));
