import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonWith } from "../installed-peer.ts";
import { type MeasuredProcess, measuredProcess } from "../measured-process.ts";
import { runSpark, sparkHome } from "./spark.ts";

/** Another way to the same two results. */
export interface Peer {
  /** Of the measure that holds ours against it. */
  readonly id: string;
  readonly name: string;
  /** Answers the bare queries over a folder with events/*.parquet and heads.parquet, into files of another. */
  run(input: string, out: string): Promise<MeasuredProcess>;
}

/** A peer, or why it is not there. */
export type FoundPeer = Peer | (Pick<Peer, "id" | "name"> & { readonly missing: string });

const fileOf = (name: string): string => fileURLToPath(new URL(`./bare/${name}`, import.meta.url));

export const bareSql: Peer = {
  id: "against-bare-sql",
  name: "two bare queries in DuckDB",
  run: (input, out) =>
    measuredProcess(process.execPath, [fileOf("run-bare.ts"), input, out], {
      log: join(out, "bare.log"),
    }),
};

const polarsVersion = "2.1.0";

export function findPolars(tell: (line: string) => void): FoundPeer {
  const named = { id: "against-polars", name: `the same queries in polars ${polarsVersion}` };
  const python = pythonWith(`polars-${polarsVersion}`, [`polars==${polarsVersion}`], tell);
  if (python === undefined) return { ...named, missing: "python3 or the package could not be had" };
  return {
    ...named,
    run: (input, out) =>
      measuredProcess(python, [fileOf("polars_queries.py"), input, out], {
        log: join(out, "polars.log"),
        variables: { POLARS_MAX_THREADS: "2" },
      }),
  };
}

const sparkNamed = {
  id: "against-spark-local",
  name: "the same queries in spark-sql, local[2]",
};

export function findSpark(): FoundPeer {
  const home = sparkHome();
  if (home === undefined) return withoutSpark("no Spark in SPARK_HOME or the cache folder");
  return { ...sparkNamed, run: (input, out) => runSpark(home, input, out) };
}

export const withoutSpark = (missing: string): FoundPeer => ({ ...sparkNamed, missing });
