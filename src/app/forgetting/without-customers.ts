import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { hashOf } from "../../domain/hash.ts";
import { events } from "../../domain/tables/events.ts";
import { type Sql, sqlText } from "../../sql/sql.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { sqlRows } from "../../sql/sql-rows.ts";

/** Parts of events without what some customers did. */
export interface WithoutCustomers {
  /** Of the customers those whom an event names. */
  readonly known: ReadonlySet<string>;
  /** Customers beside them whom the same sessions or searches name: what they did stays. */
  readonly others: number;
  /** Events that a part has of them. */
  eventsOf(part: PartManifest): Promise<number>;
  /** The part without these events; the same where it has none. */
  without(part: PartManifest): Promise<PartManifest>;
}

const fileOf = (name: string): URL => new URL(`${name}.sql`, import.meta.url);

/**
 * Looks for customers in parts of events. What is theirs: events that name them, and those that name nobody in a session
 * or of a search that names one of them, in whichever of the parts.
 *
 * @param hashes keyed hashes of customers
 */
export function withoutCustomers<Result>(
  { sql, store }: { readonly sql: Sql; readonly store: Store },
  hashes: readonly string[],
  parts: readonly PartManifest[],
  work: (found: WithoutCustomers) => Promise<Result>,
): Promise<Result> {
  const filled = { events: sqlRows(events, { files: store.files(datasetOf("events", parts)) }) };
  return sql.use(async (connection) => {
    const valuesOf = async (select: string) =>
      (await connection.runAndReadAll(select)).getRowsJson();
    const rows = hashes.map((hash) => `(${sqlText(hash)})`);
    await connection.run(
      `CREATE TEMP TABLE forgotten AS SELECT * FROM (VALUES ${rows}) AS named (customer)`,
    );
    await connection.run(
      `CREATE TEMP TABLE forgotten_threads AS ${sqlFromFile(fileOf("customer-threads"), filled)}`,
    );
    const [threads] = await valuesOf(sqlFromFile(fileOf("threads-digest"), {}));
    // What a part is without depends on the sessions of all.
    const name = hashOf([hashes.toSorted(), threads]);
    const named = await valuesOf(sqlFromFile(fileOf("named-customers"), filled));
    const known = new Set(named.flatMap(([hash, isOne]) => (isOne === true ? String(hash) : [])));
    const told = (part: PartManifest): string =>
      sqlFromFile(fileOf("told-events"), {
        events: { files: store.files(datasetOf("events", [part])) },
      });
    const eventsOf = async (part: PartManifest): Promise<number> => {
      const [[count] = []] = await valuesOf(
        `SELECT count(*) FROM (${told(part)}) WHERE is_forgotten`,
      );
      return Number(count);
    };
    return work({
      ...{ known, others: named.length - known.size, eventsOf },
      async without(part) {
        const count = await eventsOf(part);
        if (count === 0) return part;
        return store.part({
          ...{ table: events, name: part.name, inputs: ["without", part.recipe, name] },
          async fill(draft) {
            const before = part.dropped["all"]?.["forgotten"] ?? 0;
            draft.dropped("forgotten", undefined, before + count);
            await draft.writeSelect(
              connection,
              `SELECT * FROM (${told(part)}) WHERE NOT is_forgotten`,
            );
          },
        });
      },
    });
  });
}
