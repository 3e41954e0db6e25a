import { openStateDatabase } from "../state/open-state-database.ts";
import type { Measure, StoredMeasure } from "./measure.ts";

/** One stored value; the form in which measures travel with a sample. */
export interface MeasuredText {
  readonly measure: string;
  readonly text: string;
  readonly value: number;
}

/** Values of measures by text, in a file. Disposable: what is lost is measured again. */
export interface MeasureStore {
  remember(measure: Measure): StoredMeasure;
  /** Values that are there, by text; measures nothing. */
  known(measure: string, texts: Iterable<string>): ReadonlyMap<string, number>;
  /** All values of measures whose name begins so, in order of name and text. */
  all(measurePrefix: string): Iterable<MeasuredText>;
  add(values: Iterable<MeasuredText>): void;
  close(): void;
}

/** Texts measured between two writes: what an interruption costs. */
const batchSize = 32;

const migrations = [
  `CREATE TABLE measured (
     measure TEXT NOT NULL,
     text TEXT NOT NULL,
     value REAL NOT NULL,
     PRIMARY KEY (measure, text)
   ) WITHOUT ROWID`,
];

export function openMeasureStore(file: string): MeasureStore {
  const database = openStateDatabase(file, { migrations, synchronous: "normal" });
  const find = database.prepare("SELECT value FROM measured WHERE measure = ? AND text = ?");
  const insert = database.prepare("INSERT OR IGNORE INTO measured VALUES (?, ?, ?)");
  const list = database.prepare(
    "SELECT measure, text, value FROM measured WHERE substr(measure, 1, length(?)) = ? ORDER BY measure, text",
  );

  const add = (values: Iterable<MeasuredText>): void =>
    database.transaction(() => {
      for (const { measure, text, value } of values) insert.run(measure, text, value);
    });

  const known = (measure: string, texts: Iterable<string>): Map<string, number> => {
    const values = new Map<string, number>();
    for (const text of new Set(texts)) {
      const found = find.get(measure, text) as { value: number } | undefined;
      if (found !== undefined) values.set(text, found.value);
    }
    return values;
  };

  return {
    add,
    known,
    all: (prefix) => list.all(prefix, prefix) as unknown as Iterable<MeasuredText>,
    close: () => database.close(),
    remember: (measure) => ({
      name: measure.name,
      async of(texts, signal, progressed = () => {}) {
        const values = known(measure.name, texts);
        const missing = [...new Set(texts)].filter((text) => !values.has(text));
        progressed(values.size);
        for (let start = 0; start < missing.length; start += batchSize) {
          signal.throwIfAborted();
          const batch = missing.slice(start, start + batchSize);
          const measured = await measure.of(batch, signal);
          const rows = batch.map((text, index) => {
            const value = measured[index];
            // SQLite would take it for NULL and the filters for a pass.
            if (value === undefined || Number.isNaN(value)) {
              throw new Error(`${measure.name} gave no number for ${JSON.stringify(text)}`);
            }
            return { measure: measure.name, text, value };
          });
          add(rows);
          for (const { text, value } of rows) values.set(text, value);
          progressed(values.size);
        }
        return values;
      },
    }),
  };
}
