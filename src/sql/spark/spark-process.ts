import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { sparkError, sparkUnreachable } from "./spark-error.ts";
import { sparkProgram } from "./spark-home.ts";
import { oneLine } from "./spark-text.ts";
import { endProgram, spawnWithUs } from "./spawn-with-us.ts";

export interface SparkProcessOptions {
  /** The folder of Spark. */
  readonly home: string;
  readonly master: string;
  /** Spark's own settings by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where it runs, and leaves what it leaves. */
  readonly folder: string;
}

/** One `spark-sql` that reads statements from us, one after the other, for as long as we live. */
export interface SparkProcess {
  /**
   * What the statement printed, line by line.
   * @throws CosmoError SPARK_FAILED, SPARK_UNREACHABLE, JAVA_NOT_FOUND, MEMORY_LIMIT, DISK_FULL; it has ended then
   */
  run(statement: string): Promise<readonly string[]>;
  /** Ends it, in the middle of a statement too. */
  end(): Promise<void>;
}

/** Printed behind a statement that was done, and behind one of any end, by the command line's own way to a shell: no query is so quick. */
const done = "cosmo-done";
const ended = "cosmo-ended";

/** Said by Spark every 15 seconds while no worker has a core for us. */
const isIdle = /Initial job has not accepted any resources/;
const patience = 8;

/** As much of what Spark said last is kept, in characters. */
const keptLog = 100_000;

export function startSpark(options: SparkProcessOptions): SparkProcess {
  const child = spawnSpark(options);
  let log = "";
  let idle = 0;
  let number = 0;
  let printed: string[] = [];
  let settle: ((error?: Error) => void) | undefined;
  let isOver = false;

  const over = (): void => {
    isOver = true;
    settle?.(sparkError(log, options.master));
  };
  child.once("error", (error) => {
    log += error.message;
    over();
  });
  child.once("close", over);
  child.stdin.on("error", () => {});
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-keptLog);
    if (!isIdle.test(text)) return;
    idle += 1;
    if (idle < patience) return;
    settle?.(sparkUnreachable(options.master, "no worker has a core for this work"));
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === `${ended} ${number}`) settle?.();
    else printed.push(line);
  });

  return {
    async run(statement) {
      if (settle !== undefined) throw new Error("Spark is asked one statement at a time");
      if (isOver) throw sparkError(log, options.master);
      number += 1;
      idle = 0;
      log = "";
      printed = [];
      const answered = new Promise<void>((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error));
      });
      // A statement that fails takes the rest of its line along, and no more.
      child.stdin.write(`${oneLine(statement)}; !echo ${done} ${number};\n`);
      child.stdin.write(`!echo ${ended} ${number};\n`);
      try {
        await answered;
        const place = printed.indexOf(`${done} ${number}`);
        if (place >= 0) return printed.slice(0, place);
        // It speaks of errors by another way than of their end.
        await sleep(200);
        throw sparkError(log, options.master);
      } catch (error) {
        await endProgram(child);
        throw error;
      } finally {
        settle = undefined;
      }
    },
    end: () => endProgram(child),
  };
}

function spawnSpark(options: SparkProcessOptions): ChildProcessWithoutNullStreams {
  const { home, master, settings, variables, folder } = options;
  const isHere = /^local\b|\/\/(?:127\.|localhost)/.test(master);
  return spawnWithUs(
    sparkProgram(home, "spark-sql"),
    [
      ...["--master", master, "--name", "cosmo"],
      ...Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]),
      "-S",
    ],
    {
      cwd: folder,
      env: { ...(isHere && { SPARK_LOCAL_IP: "127.0.0.1" }), ...variables, SPARK_HOME: home },
    },
  );
}
