import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Chromium or Chrome: the one that COSMO_TEST_BROWSER names, else the first on the PATH. */
export function findBrowser(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = environment.COSMO_TEST_BROWSER;
  if (named !== undefined && named !== "") return named;
  const folders = (environment.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}
