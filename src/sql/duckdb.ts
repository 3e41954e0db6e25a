import { createRequire } from "node:module";

type DuckDb = typeof import("@duckdb/node-api");

const require = createRequire(import.meta.url);
let loaded: DuckDb | undefined;

/** The package of the engine, loaded at the first use: a command that asks it nothing starts a sixth faster. */
export function duckDb(): DuckDb {
  loaded ??= require("@duckdb/node-api") as DuckDb;
  return loaded;
}
