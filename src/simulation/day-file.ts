import { rename } from "node:fs/promises";
import { events, type ShopEvent } from "../domain/tables/events.ts";
import type { WrittenParquet } from "../sql/hash-parquet.ts";
import { openParquetWriter, type ParquetWriter } from "../sql/parquet-table.ts";
import type { Sql } from "../sql/sql.ts";

/** The events of one day, on their way into a file. */
export interface DayFile {
  /** Resolves at once, but for the first event of the day, which opens the writer. */
  write(event: ShopEvent): Promise<void>;
  /** Writes the file and closes; null where there was no event. */
  finish(file: string): Promise<WrittenParquet | null>;
  close(): void;
}

export function dayFile(sql: Sql): DayFile {
  let writer: ParquetWriter<ShopEvent> | undefined;
  return {
    async write(event) {
      writer ??= await openParquetWriter(sql, events);
      writer.write(event);
    },
    async finish(file) {
      if (writer === undefined) return null;
      try {
        return await finishWhole(writer, file);
      } finally {
        writer.close();
      }
    },
    close: () => writer?.close(),
  };
}

/** Finishes the file: under its name it is there whole, or not at all. */
export async function finishWhole(
  writer: Pick<ParquetWriter<never>, "finish">,
  file: string,
): Promise<WrittenParquet> {
  const written = await writer.finish(`${file}.unfinished`);
  await rename(`${file}.unfinished`, file);
  return written;
}
