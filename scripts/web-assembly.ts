/** Makes src/learning/adam-w.wasm of the text beside it: `node scripts/web-assembly.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { assembled } from "./assembled.ts";

const folder = new URL("../src/learning/", import.meta.url);
const text = readFileSync(new URL("adam-w.wat", folder), "utf8");
writeFileSync(new URL("adam-w.wasm", folder), await assembled(text));
