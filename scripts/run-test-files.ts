// Runs test files as `node --test` does, but begins them in the order given, where that one sorts them by name:
// node scripts/run-test-files.ts none|process CONCURRENCY REPORT FILE...
import { createWriteStream } from "node:fs";
import { dirname } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import countReporter from "./count-reporter.ts";

const [isolation, concurrency, report = "", ...files] = process.argv.slice(2);
// What several files share lies in the folder of this run, which goes with the report; so does all that tests write to the
// temporary folder, unless the environment names one.
const folder = dirname(report);
Object.assign(process.env, { COSMO_TEST_RUN: folder, TMPDIR: process.env["TMPDIR"] ?? folder });
const events = run({
  files,
  // In one process tests come one after the other: those of a file share what it set up.
  ...(isolation === "none"
    ? { isolation, concurrency: 1 }
    : { isolation: "process", concurrency: Number(concurrency) }),
});
events.on("test:fail", ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
events.compose(countReporter).pipe(createWriteStream(report));
