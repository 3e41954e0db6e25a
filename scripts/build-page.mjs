// Builds the page into web/dist, once per its sources: `node scripts/build-page.mjs`. Plain JavaScript, as
// setup.mjs is; Vite itself runs on Node 24.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const page = join(root, "web");
const stamp = join(root, "node_modules/.cosmo-page");

/** Hash of all that decides how the page comes out. */
function wantedPage() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const names = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/[/\\](?:dist|test)[^/\\]*[/\\]|\.test\.ts$/.test(file.slice(page.length)))
    .sort();
  for (const file of names) {
    const content = readFileSync(file);
    hash.update(`${file.slice(page.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Node 24: this one, or the one that the packages brought. */
function nodeForVite() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Built aside and renamed into place, so that a server never sees half a page. Throws where that fails. */
function build() {
  const made = join(page, `dist-${process.pid}`);
  try {
    const { status, error, stdout, stderr } = spawnSync(
      nodeForVite(),
      [join(root, "node_modules/vite/bin/vite.js"), "build", page, "--outDir", made],
      { cwd: root, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(error?.message ?? `${stdout}${stderr}`.trim());
    rmSync(join(page, "dist"), { recursive: true, force: true });
    try {
      renameSync(made, join(page, "dist"));
    } catch (error) {
      // Another setup that runs at the same time was quicker; its page is the same.
      if (!existsSync(join(page, "dist/index.html"))) throw error;
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Builds the page where it is not there, or its sources are others than it was built from. */
export function buildPage() {
  const wanted = wantedPage();
  const isBuilt = existsSync(join(page, "dist/index.html"));
  if (isBuilt && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write("cosmo: building the page (a few seconds, once)\n");
  build();
  writeFileSync(stamp, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildPage();
