import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cosmo = fileURLToPath(new URL("../../bin/cosmo.js", import.meta.url));

export interface Mined {
  readonly exitCode: number;
  /** What a command that failed said last. */
  readonly said?: string;
  readonly seconds: number;
  /** Hashes of the rows; none of a run that failed. */
  readonly contents: readonly string[];
}

/** A workspace with a simulated log whose stages `observe` and `mine` are run again and again. */
export interface MiningWorkspace {
  /** Where Spark leaves the relations of a run, below a folder of its own. */
  readonly spillFolder: string;
  /** Forgets what was mined, and mines with these settings of `sql`. */
  mine(sql: Readonly<Record<string, unknown>>): Promise<Mined>;
}

export interface SimulatedLog {
  readonly sessions: string;
  readonly days: string;
  readonly products: string;
}

/** Simulates the log and imports it, below a folder that is new. */
export async function makeMiningWorkspace(
  folder: string,
  { sessions, days, products }: SimulatedLog,
): Promise<MiningWorkspace> {
  const log = join(folder, "log");
  const workspace = join(folder, "workspace");
  const data = join(workspace, "data");
  const size = ["--sessions", sessions, "--days", days, "--products", products];
  mkdirSync(workspace, { recursive: true });
  const settings = (sql: unknown): void =>
    writeFileSync(
      join(workspace, "cosmo.yaml"),
      `critic: { by: none }\nsql: ${JSON.stringify(sql)}\n`,
    );
  settings({});
  const within = ["--workspace", workspace];
  for (const command of [
    ["simulate", "--out", log, ...size, "--form", "events"],
    ["import", "products", join(log, "products"), ...within],
    ["import", "events", join(log, "events"), ...within],
    ["run", "catalogue", ...within],
  ]) {
    const { code, said } = await run(command);
    if (code !== 0) throw new Error(`cosmo ${command[0]}: ${said}`);
  }
  return {
    spillFolder: join(data, "spill"),
    async mine(sql) {
      settings(sql);
      for (const name of minedIn(data)) rmSync(join(data, name), { recursive: true, force: true });
      const begun = performance.now();
      const { code, said } = await run(["run", "mine", ...within]);
      const seconds = Math.round(performance.now() - begun) / 1000;
      return code === 0
        ? { exitCode: code, seconds, contents: contentsIn(data) }
        : { exitCode: code, seconds, contents: [], said };
    },
  };
}

/** What both stages of mining wrote: all but what stands before them. */
const minedIn = (data: string): readonly string[] => [
  ...["stages/observe", "stages/mine"],
  ...readdirSync(join(data, "parts"))
    .filter((name) => !["events", "products"].includes(name))
    .map((name) => join("parts", name)),
];

function contentsIn(data: string): readonly string[] {
  const folder = join(data, "stages", "mine");
  const [name = ""] = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const { writes } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    readonly writes: Readonly<Record<string, { readonly content: string }>>;
  };
  return ["queries", "pairs"].map((table) => `${table} ${writes[table]?.content.slice(0, 12)}`);
}

function run(words: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(process.execPath, [cosmo, ...words], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    process.stderr.write(text);
    said = (said + text).slice(-2000);
  });
  return new Promise((resolve) =>
    child.once("close", (code) =>
      resolve({ code: code ?? 1, said: said.trim().split("\n").slice(-2).join(" ") }),
    ),
  );
}
