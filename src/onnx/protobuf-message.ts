const varintWire = 0;
const lengthDelimitedWire = 2;
const fixed32Wire = 5;
const utf8 = new TextEncoder();

/**
 * One protobuf message under construction: fields are appended in the order of the calls, bytes are
 * kept as views and copied once, by `toBytes`. Encoding: https://protobuf.dev/programming-guides/encoding
 */
export class ProtobufMessage {
  readonly #pieces: Uint8Array[] = [];
  #byteLength = 0;

  /** int32, int64, bool and enum fields. `value` is an integer; a negative one takes ten bytes. */
  varint(field: number, value: number | bigint): this {
    return this.#tag(field, varintWire).#append(varintBytes(BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#tag(field, fixed32Wire).#append(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#tag(field, lengthDelimitedWire)
      .#append(varintBytes(BigInt(value.byteLength)))
      .#append(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  message(field: number, value: ProtobufMessage): this {
    this.#tag(field, lengthDelimitedWire).#append(varintBytes(BigInt(value.#byteLength)));
    for (const piece of value.#pieces) this.#append(piece);
    return this;
  }

  /** The whole message in a buffer of its own, exactly as long as it must be. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#byteLength);
    let offset = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, offset);
      offset += piece.byteLength;
    }
    return bytes;
  }

  #tag(field: number, wire: number): this {
    return this.#append(varintBytes(BigInt((field << 3) | wire)));
  }

  #append(piece: Uint8Array): this {
    this.#pieces.push(piece);
    this.#byteLength += piece.byteLength;
    return this;
  }
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
