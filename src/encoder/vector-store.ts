import { createHash } from "node:crypto";
import { openStateDatabase } from "../state/open-state-database.ts";

/** Vectors of texts by encoder, in a file. Disposable: what is lost is encoded again. */
export interface VectorStore {
  /** Vectors that are there, by text. */
  known(encoder: string, texts: Iterable<string>): ReadonlyMap<string, Float32Array>;
  /** Keeps vectors to the last bit; where nobody may write, it keeps none. */
  add(encoder: string, vectors: ReadonlyMap<string, Float32Array>): void;
  close(): void;
}

const migrations = ["CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) STRICT"];

/** Opens the file, or makes it. Texts are kept as hashes alone. */
export function openVectorStore(file: string): VectorStore {
  const database = openStateDatabase(file, { migrations, synchronous: "normal" });
  const find = database.prepare<{ readonly vector: Uint8Array }>(
    "SELECT vector FROM vectors WHERE key = ?",
  );
  const insert = database.prepare("INSERT OR IGNORE INTO vectors VALUES (?, ?)");
  return {
    known(encoder, texts) {
      const vectors = new Map<string, Float32Array>();
      for (const text of new Set(texts)) {
        const found = find.get(keyOf(encoder, text));
        // A copy, which begins where numbers of four bytes may begin.
        if (found !== undefined) vectors.set(text, new Float32Array(found.vector.slice().buffer));
      }
      return vectors;
    },
    add(encoder, vectors) {
      if (database.isReadOnly || vectors.size === 0) return;
      database.transaction(() => {
        for (const [text, { buffer, byteOffset, byteLength }] of vectors) {
          insert.run(keyOf(encoder, text), new Uint8Array(buffer, byteOffset, byteLength));
        }
      });
    },
    close: () => database.close(),
  };
}

const keyOf = (encoder: string, text: string): Uint8Array =>
  createHash("sha256").update(`${encoder}\n${text}`).digest().subarray(0, 16);
