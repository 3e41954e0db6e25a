// Installs what the lock file names, once per lock file, and builds the page, once per its sources. Plain
// JavaScript: it runs on the Node that the machine already has (20 or newer), before Node 24 is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildPage } from "./build-page.mjs";

const root = new URL("../", import.meta.url);
const lock = readFileSync(new URL("package-lock.json", root));
const wanted = createHash("sha256").update(lock).digest("hex");
const stamp = new URL("node_modules/.cosmo-setup", root);

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  process.stderr.write("cosmo: installing packages (about 30 seconds, once)\n");
  const { status, error } = spawnSync("npm", ["ci", "--loglevel=error"], {
    cwd: fileURLToPath(root),
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    env: {
      ...process.env,
      NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
      // npm 10 runs install scripts; this one would download a build for GPUs.
      npm_config_onnxruntime_node_install: "skip",
    },
  });
  if (status !== 0) {
    const reason = error ? error.message : `npm ci ended with exit code ${status}`;
    process.stderr.write(
      `cosmo: SETUP_FAILED: packages could not be installed: ${reason}\n` +
        "Next: check that npm reaches a package registry (`npm ping`), then run the same command again.\n",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

try {
  buildPage();
} catch (error) {
  process.stderr.write(
    `cosmo: PAGE_UNBUILT: the page could not be built: ${error.message}\n` +
      "Next: put right what is named above, then run `node scripts/build-page.mjs`.\n",
  );
  process.exit(1);
}
