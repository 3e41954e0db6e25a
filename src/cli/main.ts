import { processEnvironment } from "../app/environment.ts";
import { commandEntries } from "./command-entries.ts";
import { runCommandLine } from "./run-command-line.ts";

const controller = new AbortController();
let askedAt = 0;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // One Ctrl-C comes several times: from the terminal, and from each process above that hands it
    // on. The second time after a while a person means it.
    if (controller.signal.aborted) {
      if (performance.now() - askedAt > 500) process.exit(130);
      return;
    }
    askedAt = performance.now();
    controller.abort(new Error("interrupted"));
  });
}
// A pager that was closed is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runCommandLine(
  commandEntries,
  process.argv.slice(2),
  processEnvironment(),
  { out: process.stdout, error: process.stderr },
  controller.signal,
);
