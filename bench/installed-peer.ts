import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What benches install or make once and keep, beside nothing of the project. */
export const benchCache: string = join(homedir(), ".cache", "cosmo", "bench");

/** The folder into which `install` brought a peer, now or before; undefined, and said, where it cannot be had. */
export function installedPeer(
  name: string,
  tell: (line: string) => void,
  install: (folder: string) => void,
): string | undefined {
  const folder = join(benchCache, name);
  const done = join(folder, "installed");
  if (existsSync(done)) return folder;
  tell(`installing ${name} into ${benchCache}`);
  mkdirSync(benchCache, { recursive: true });
  // A Python environment cannot be moved, so a mark says that it is whole.
  rmSync(folder, { recursive: true, force: true });
  try {
    install(folder);
    mkdirSync(done);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    tell(
      `${name} cannot be had, so it is left out: ${error instanceof Error ? error.message : error}`,
    );
    return undefined;
  }
}

/** A Python of its own with packages in it; undefined, and said, where it cannot be had. */
export const pythonWith = (
  name: string,
  packages: readonly string[],
  tell: (line: string) => void,
): string | undefined =>
  installedPeer(name, tell, (folder) => {
    runInstaller("python3", ["-m", "venv", folder]);
    const words = ["-m", "pip", "install", "--quiet", ...packages];
    runInstaller(join(folder, "bin", "python"), words);
  })?.concat("/bin/python");

const installMs = 600_000;

export const runInstaller = (command: string, words: readonly string[]): void => {
  execFileSync(command, words, { stdio: ["ignore", "ignore", "inherit"], timeout: installMs });
};
