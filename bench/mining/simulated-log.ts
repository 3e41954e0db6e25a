import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashOf } from "../../src/domain/hash.ts";
import { benchCache } from "../installed-peer.ts";

export interface LogSettings {
  /** In millions of events, about. */
  readonly millions: number;
  readonly products: number;
}

export interface SimulatedLog {
  readonly folder: string;
  readonly events: number;
  readonly products: number;
  /** Hash of all its rows. */
  readonly content: string;
  readonly days: readonly SimulatedDay[];
}

export interface SimulatedDay {
  /** Such as 2025-10-15. */
  readonly day: string;
  readonly rows: number;
  readonly content: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const days = 31;
const eventsPerSession = 25;
/** On two idle cores. */
const eventsPerSecond = 70_000;

/**
 * The log of a simulated shop, made with `cosmo simulate` the first time and kept. One that another simulator made
 * is replaced.
 */
export function simulatedLog(
  { millions, products }: LogSettings,
  tell: (line: string) => void,
): SimulatedLog {
  const sessions = Math.round((millions * 1e6) / eventsPerSession);
  const name = `log-${millions}m-`;
  const folder = join(benchCache, `${name}${simulatorHash({ sessions, products, days })}`);
  if (!isWhole(folder)) {
    const minutes = Math.max(1, Math.ceil((millions * 1e6) / eventsPerSecond / 60));
    tell(`simulating ${millions} M events into ${folder}: ${minutes} min or more, this once`);
    mkdirSync(benchCache, { recursive: true });
    for (const other of readdirSync(benchCache).filter((one) => one.startsWith(name))) {
      const path = join(benchCache, other);
      if (path !== folder) rmSync(path, { recursive: true });
    }
    const words = ["simulate", "--out", folder, "--form", "events", "--days", String(days)];
    const sizes = ["--sessions", String(sessions), "--products", String(products)];
    execFileSync(process.execPath, [join(root, "bin", "cosmo.js"), ...words, ...sizes], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const { events, content, written } = JSON.parse(readFileSync(manifestOf(folder), "utf8"));
  return { folder, events, products, content, days: written.days };
}

const manifestOf = (folder: string): string => join(folder, "simulation.json");

const isWhole = (folder: string): boolean =>
  existsSync(manifestOf(folder)) &&
  JSON.parse(readFileSync(manifestOf(folder), "utf8")).complete === true;

/** Settings and the files that decide what is simulated. */
function simulatorHash(settings: unknown): string {
  const files = globSync(
    [
      "src/simulation/*",
      "samples/shop/{shop,simulation}.yaml",
      "samples/shop/domains/*/{needs,products}.yaml",
    ],
    { cwd: root, exclude: ["**/*.test.ts"] },
  );
  const texts = files.toSorted().map((file) => [file, readFileSync(join(root, file), "utf8")]);
  return hashOf([settings, texts]).slice(0, 12);
}
