import { noText } from "./byte-writer.ts";

/** Reads what a ByteWriter wrote, in the same order. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  uint8(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  uint16(): number {
    const value = this.#bytes.readUInt16LE(this.#at);
    this.#at += 2;
    return value;
  }

  uint32(): number {
    const value = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  nullableReal(): number | null {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return Number.isNaN(value) ? null : value;
  }

  text(): string {
    return this.#textOf(this.uint32());
  }

  nullableText(): string | null {
    const length = this.uint32();
    return length === noText ? null : this.#textOf(length);
  }

  /** So many bytes in hexadecimal. */
  hex(length: number): string {
    const value = this.#bytes.toString("hex", this.#at, this.#at + length);
    this.#at += length;
    return value;
  }

  #textOf(length: number): string {
    const value = this.#bytes.toString("utf8", this.#at, this.#at + length);
    this.#at += length;
    return value;
  }
}
