import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../is-alive.ts";
import { type SparkProcess, startSpark } from "./spark-process.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-spark-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const variables = { PATH: "/usr/bin:/bin" };

/** A program in the place of spark-sql that answers each line as the script says. */
function programOf(name: string, script: string): string {
  const home = join(folder, name);
  mkdirSync(join(home, "bin"), { recursive: true });
  const file = join(home, "bin", "spark-sql");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return home;
}

const start = (home: string): SparkProcess =>
  startSpark({ home, master: "local[1]", settings: {}, variables, folder });

/** Echoes a line as the prompt does, then prints what is selected by its parts between quotes, in order. */
const answers = `
while read -r line; do
  printf 'spark-sql (default)> %s\\n' "$line"
  case "$line" in
    *hang*) exec sleep 60 ;;
    *die*) echo 'the end is near' >&2; exit 3 ;;
    *bad*) echo '[BAD] It is bad. SQLSTATE: 1' >&2; continue ;;
    *rows*) echo 'one'; echo 'two' ;;
  esac
  echo "$line" | sed -n "s/.*!echo \\(.*\\);/\\1/p"
done`;

test("lines that a statement printed come back, one statement after the other", async () => {
  const spark = start(programOf("answers", answers));
  const results = [await spark.run("SELECT\n-- a comment\n rows"), await spark.run("SELECT 1")];
  await spark.end();
  assert.deepEqual(
    results.map((lines) => lines.filter((line) => !line.startsWith("spark-sql"))),
    [["one", "two"], []],
  );
});

test("a statement that fails is an error with Spark's words, and the process has ended", async () => {
  const spark = start(programOf("answers", answers));
  const failed = { code: "SPARK_FAILED", message: /\[BAD\] It is bad/ };
  await assert.rejects(spark.run("SELECT bad"), failed);
  await assert.rejects(spark.run("SELECT 1"), { code: "SPARK_FAILED" });
});

test("an end in the middle of a statement is an error with the last words", async () => {
  const spark = start(programOf("answers", answers));
  await assert.rejects(spark.run("SELECT die"), {
    code: "SPARK_FAILED",
    message: /the end is near/,
  });
});

test("it ends while a statement runs", async () => {
  const spark = start(programOf("answers", answers));
  const hanging = assert.rejects(spark.run("SELECT hang"), { code: "SPARK_FAILED" });
  await sleep(50);
  await spark.end();
  await hanging;
});

test("a program that can't be started is an error", async () => {
  const spark = start(join(folder, "nowhere"));
  await assert.rejects(spark.run("SELECT 1"), { code: "SPARK_FAILED", message: /not found/ });
});

test("work that gets no core is given up, not waited for without an end", async () => {
  const idle = "Initial job has not accepted any resources; check your cluster UI";
  const home = programOf(
    "idle",
    `read -r line; for i in 1 2 3 4 5 6 7 8; do echo 'WARN ${idle}' >&2; sleep 0.02; done; exec sleep 60`,
  );
  await assert.rejects(start(home).run("SELECT 1"), { code: "SPARK_UNREACHABLE" });
});

test("kill -9 of the one that asks ends Spark too", async () => {
  const file = join(folder, "pid");
  const home = programOf(
    "sleeps",
    `echo $$ > ${file}.part; mv ${file}.part ${file}; exec sleep 60`,
  );
  const script = join(folder, "asks.ts");
  writeFileSync(
    script,
    `import { startSpark } from ${JSON.stringify(new URL("./spark-process.ts", import.meta.url).href)};
     const options = { master: "local[1]", settings: {}, variables: ${JSON.stringify(variables)} };
     await startSpark({ ...options, home: ${JSON.stringify(home)}, folder: ${JSON.stringify(folder)} }).run("SELECT 1");`,
  );
  const asking = spawn(process.execPath, [script], { env: variables, stdio: "ignore" });
  while (!existsSync(file)) await sleep(20);
  const spark = Number(readFileSync(file, "utf8"));
  assert.ok(isAlive(spark));
  asking.kill("SIGKILL");
  await once(asking, "exit");
  for (let waits = 0; isAlive(spark) && waits < 200; waits++) await sleep(20);
  assert.ok(!isAlive(spark));
});
