import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Peers are installed once, beside nothing of the project. */
const cacheFolder = join(homedir(), ".cache", "cosmo", "bench");

const distilabelVersion = "1.5.3";
const openAiVersion = "6.1.0";

/** A Python with distilabel in it; undefined, and said, where that cannot be had. */
export const distilabelPython = (tell: (line: string) => void): string | undefined =>
  installed(`distilabel-${distilabelVersion}`, tell, (folder) => {
    run("python3", ["-m", "venv", folder]);
    const packages = [`distilabel==${distilabelVersion}`, "requests", "openai"];
    run(join(folder, "bin", "python"), ["-m", "pip", "install", "--quiet", ...packages]);
  })?.concat("/bin/python");

/** A folder whose node_modules has the `openai` package; undefined, and said, where it cannot be had. */
export const openAiFolder = (tell: (line: string) => void): string | undefined =>
  installed(`openai-${openAiVersion}`, tell, (folder) => {
    mkdirSync(folder);
    const words = ["install", "--no-save", "--silent", "--prefix", folder];
    run("npm", [...words, `openai@${openAiVersion}`]);
  });

function installed(
  name: string,
  tell: (line: string) => void,
  install: (folder: string) => void,
): string | undefined {
  const folder = join(cacheFolder, name);
  const done = join(folder, "installed");
  if (existsSync(done)) return folder;
  tell(`installing ${name} into ${cacheFolder}`);
  mkdirSync(cacheFolder, { recursive: true });
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

const installMs = 600_000;

const run = (command: string, words: readonly string[]): void => {
  execFileSync(command, words, { stdio: ["ignore", "ignore", "inherit"], timeout: installMs });
};
