#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets as far as an answer. Node 24 runs the TypeScript sources.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const major = Number(process.versions.node.split(".")[0]);
const bundled = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

// `npm run` moves into the package's folder; a person means the folder they are in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && ["cosmo", "demo"].includes(npm_lifecycle_event ?? "")) process.chdir(INIT_CWD);

// A server has quiet minutes. V8 uses them to tidy up and then keeps the space for new objects small, 1 MB at
// first: what the next requests leave behind is collected ten times as often, in part as if it were old, and
// that stops answers for tens of milliseconds. Only the start of a process can ask for something else.
const heapOptions =
  process.argv[2] === "serve" ? ["--min-semi-space-size=16", "--no-memory-reducer"] : [];
const mustBeginAgain =
  heapOptions.length > 0 &&
  !process.execArgv.some((word) => /^--min[-_]semi[-_]space[-_]size/.test(word));

if (major >= 24 && mustBeginAgain && process.execve && !process.channel) {
  // The same process, begun again: whoever watches or ends it by its id goes on to do so.
  const words = [process.execPath, ...heapOptions, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words, process.env);
} else if (major >= 24) {
  if (process.channel) {
    // Started by an older Node, as below: where that one is gone, even by kill -9, this one ends.
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
    process.channel.unref();
  }
  module.enableCompileCache?.();
  // The sources name each other in full: to look each of them up took a sixth of a start.
  module.registerHooks?.({
    resolve: (specifier, context, next) =>
      specifier.startsWith(".") && specifier.endsWith(".ts")
        ? {
            url: new URL(specifier, context.parentURL).href,
            format: "module-typescript",
            shortCircuit: true,
          }
        : next(specifier, context),
  });
  await import("../src/cli/main.ts");
} else if (existsSync(bundled)) {
  const words = [...heapOptions, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const stdio = ["inherit", "inherit", "inherit", "ipc"];
  const child = spawn(bundled, words, { stdio });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
} else {
  process.stderr.write(
    `cosmo: NODE_TOO_OLD: Node ${process.versions.node} is too old, 24 is needed\n` +
      "Next: run `npm run cosmo -- --help` in cosmo's folder, which brings Node 24 with it.\n",
  );
  process.exitCode = 2;
}
