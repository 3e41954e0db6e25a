import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { after } from "node:test";

/**
 * Mounts a file system of its own in memory, until the tests are over.
 *
 * @returns why none can be mounted here
 */
export const mountMemory = (place: string, megabytes: number): string | undefined =>
  mount(place, ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", place]);

/**
 * Shows a folder at another place too, where nobody may write, until the tests are over.
 *
 * @returns why that can't be done here
 */
export function mountToRead(folder: string, place: string): string | undefined {
  const reason = mount(place, ["--bind", folder, place]);
  if (reason === undefined) remount(place, "bind,ro");
  return reason;
}

export const remount = (place: string, options: string): void => {
  execFileSync("mount", ["-o", `remount,${options}`, place]);
};

function mount(place: string, options: readonly string[]): string | undefined {
  mkdirSync(place, { recursive: true });
  try {
    execFileSync("mount", options, { stdio: "pipe" });
  } catch (error) {
    return `nothing can be mounted here: ${String(Reflect.get(Object(error), "stderr") ?? error).trim()}`;
  }
  after(() => {
    execFileSync("umount", [place]);
    rmSync(place, { recursive: true });
  });
  return undefined;
}
