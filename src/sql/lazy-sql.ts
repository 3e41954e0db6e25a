import type { Sql } from "./sql.ts";

/** The engine, opened at the first use: what only reads a few small files does without it. */
export function lazySql(open: () => Promise<Sql>): Sql {
  let opening: Promise<Sql> | undefined;
  let opened: Sql | undefined;
  const engine = async (): Promise<Sql> => {
    opening ??= open();
    opened = await opening;
    return opened;
  };
  return {
    use: async (task) => (await engine()).use(task),
    connect: async () => (await engine()).connect(),
    close() {
      if (opened !== undefined) opened.close();
      // A use that was not waited for: what it opens is closed all the same.
      else void opening?.then((sql) => sql.close()).catch(() => {});
    },
  };
}
