// Brings the browser that the browser tests drive, where none is here and this machine is a Debian or Ubuntu
// whose root we are: `node scripts/install-browser.ts`. Changes nothing where a browser is found.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./find-browser.ts";

/** Installs it if that can be, and tells what it does; why not, where it can't. */
export function installBrowser(): string | undefined {
  if (findBrowser(process.env) !== undefined) return undefined;
  const advice = "install Chromium, or name it in COSMO_TEST_BROWSER";
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) {
    return `no Chromium on the PATH; ${advice}`;
  }
  const words = ["install", "-y", "--no-install-recommends", "chromium"];
  process.stderr.write(`No Chromium here: running apt-get ${words.join(" ")}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const isDone = [["update"], words].every(
    (one) =>
      spawnSync("apt-get", ["-qq", ...one], { env, stdio: ["ignore", "ignore", 2] }).status === 0,
  );
  return isDone ? undefined : `apt-get could not install Chromium; ${advice}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reason = installBrowser();
  console.log(reason ?? `Browser: ${findBrowser(process.env)}`);
  process.exitCode = reason === undefined ? 0 : 1;
}
