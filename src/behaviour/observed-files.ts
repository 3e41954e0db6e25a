import type { Store } from "../artifact/store.ts";
import type { Datasets } from "../stage/stage.ts";
import { type ObservedFiles, observedTables } from "./mining-sources.ts";

/** The files of what `observe` wrote, for a query. */
export const observedFiles = (store: Store, written: Datasets): ObservedFiles =>
  Object.fromEntries(
    Object.keys(observedTables).map((name) => [name, { files: store.files(written[name]) }]),
  ) as ObservedFiles;
