#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets as far as an answer. Node 24 runs the TypeScript sources.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const major = Number(process.versions.node.split(".")[0]);
const bundled = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

// `npm run` moves into the package's folder; a person means the folder they are in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && ["cosmo", "demo"].includes(npm_lifecycle_event ?? "")) process.chdir(INIT_CWD);

if (major >= 24) {
  module.enableCompileCache?.();
  await import("../src/cli/main.ts");
} else if (existsSync(bundled)) {
  const { status, signal } = spawnSync(
    bundled,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: "inherit" },
  );
  process.exitCode = signal === null ? (status ?? 1) : 130;
} else {
  process.stderr.write(
    `cosmo: NODE_TOO_OLD: Node ${process.versions.node} is too old, 24 is needed\n` +
      "Next: run `npm run cosmo -- --help` in cosmo's folder, which brings Node 24 with it.\n",
  );
  process.exitCode = 2;
}
