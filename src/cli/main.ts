import { processEnvironment } from "../app/environment.ts";
import { commandEntries } from "./command-entries.ts";
import { runCommandLine } from "./run-command-line.ts";

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    // The second time a person means it.
    if (controller.signal.aborted) process.exit(130);
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
