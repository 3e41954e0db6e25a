import wabt from "wabt";

/** A WebAssembly module of its text. */
export async function assembled(text: string): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat("module.wat", text, { simd: true, threads: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
