import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSpillFolder, type SpillFolder } from "../spill-folder.ts";
import type { SqlSessions } from "../sql-session.ts";
import { checkJava } from "./check-java.ts";
import { checkMaster } from "./check-master.ts";
import { type SparkProcess, startSpark } from "./spark-process.ts";
import { inSparkSession } from "./spark-session.ts";

export interface SparkOptions {
  /** The folder of Spark. @throws CosmoError SPARK_NOT_FOUND */
  readonly home: () => string;
  /** `spark://HOST:PORT`, or `local[N]` for N threads in this machine's own process. */
  readonly master: string;
  /** Settings of Spark's own by their names; those that decide rows are not theirs to say. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where relations lie while they are needed; the workers see it under this path too. */
  readonly temporaryFolder: string;
}

/** One Spark for all sessions, started by the first. */
export interface SparkSessions extends SqlSessions {
  /**
   * Looks whether it could be started, with a Java; the folder of Spark.
   * @throws CosmoError SPARK_NOT_FOUND, SPARK_UNREACHABLE, JAVA_NOT_FOUND, SPARK_FAILED
   */
  check(): Promise<string>;
  close(): Promise<void>;
}

const usualSettings = {
  "spark.driver.memory": "2g",
  "spark.sql.shuffle.partitions": "16",
  "spark.ui.enabled": "false",
};

/** What decides rows, and what the statements count on. */
const ownSettings = {
  "spark.hadoop.fs.defaultFS": "file:///",
  "spark.sql.ansi.enabled": "true",
  "spark.sql.catalogImplementation": "in-memory",
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.variable.substitute": "false",
  // Nothing is put there, but Spark makes the folder, which has to be one that is there already.
  "spark.sql.warehouse.dir": tmpdir(),
  "spark.ui.showConsoleProgress": "false",
};

interface OpenSpark {
  readonly process: SparkProcess;
  readonly folder: SpillFolder;
}

export function openSpark(options: SparkOptions): SparkSessions {
  let open: OpenSpark | undefined;

  async function found(): Promise<string> {
    const home = options.home();
    await checkMaster(options.master);
    return home;
  }

  async function check(): Promise<string> {
    const home = await found();
    await checkJava(home, options.master, options.variables);
    return home;
  }

  async function started(): Promise<OpenSpark> {
    if (open !== undefined) return open;
    const home = await found();
    const folder = makeSpillFolder(options.temporaryFolder);
    const settings = {
      ...usualSettings,
      // A list to Spark, with commas; where a path has one, it spills where it likes.
      ...(!folder.path.includes(",") && { "spark.local.dir": join(folder.path, "local") }),
      ...Object.fromEntries(
        Object.entries(options.settings).map(([name, value]) => [name, String(value)]),
      ),
      ...ownSettings,
    };
    const { master, variables } = options;
    open = {
      process: startSpark({ home, master, settings, variables, folder: folder.path }),
      folder,
    };
    return open;
  }

  async function close(): Promise<void> {
    const ending = open;
    open = undefined;
    await ending?.process.end();
    ending?.folder.remove();
  }

  return {
    check,
    close,
    use: (sql, signal, task) =>
      sql.use(async (connection) => {
        signal.throwIfAborted();
        const spark = await started();
        const stop = (): void => void spark.process.end();
        signal.addEventListener("abort", stop);
        try {
          return await inSparkSession(spark.process, connection, spark.folder.path, task);
        } catch (error) {
          // Whatever it is about: the next task begins with a new one.
          await close();
          signal.throwIfAborted();
          throw error;
        } finally {
          signal.removeEventListener("abort", stop);
        }
      }),
  };
}
