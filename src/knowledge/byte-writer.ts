/** Writes one binary row; numbers are little-endian. It grows as needed and can be used again. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  uint8(value: number): this {
    this.#length = this.#room(1).writeUInt8(value, this.#length);
    return this;
  }

  uint16(value: number): this {
    this.#length = this.#room(2).writeUInt16LE(value, this.#length);
    return this;
  }

  uint32(value: number): this {
    this.#length = this.#room(4).writeUInt32LE(value, this.#length);
    return this;
  }

  /** A number from 0 to 1 or any other; null is written as NaN, which no table holds. */
  nullableReal(value: number | null): this {
    this.#length = this.#room(8).writeDoubleLE(value ?? Number.NaN, this.#length);
    return this;
  }

  /** UTF-8 with its length in bytes before it. */
  text(value: string): this {
    const length = Buffer.byteLength(value);
    this.uint32(length);
    this.#room(length).write(value, this.#length);
    this.#length += length;
    return this;
  }

  /** Null is a length that no text has. */
  nullableText(value: string | null): this {
    return value === null ? this.uint32(noText) : this.text(value);
  }

  bytes(value: Uint8Array): this {
    this.#room(value.length).set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** A copy of what was written since the last `take`; the writer is empty then. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #room(more: number): Buffer {
    if (this.#length + more > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + more));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

export const noText = 0xffffffff;
