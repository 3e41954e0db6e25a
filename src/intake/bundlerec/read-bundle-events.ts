import type { ShopEvent } from "../../domain/tables/events.ts";
import type { Reject } from "../../domain/tables/rejects.ts";
import { cleanValue } from "../columns/clean-text.ts";
import { finishedEvent } from "../event-row.ts";
import { eventTimeReader } from "../event-time.ts";
import type { SourceFile } from "../files/find-files.ts";
import { type EventImportOptions, type ImportItem, Problem } from "../import-item.ts";
import { rejectOf } from "../reject.ts";
import { type BundleDomain, bundleDomains } from "./bundle-files.ts";
import { type BundleRow, readBundleTable } from "./bundle-table.ts";

interface Session {
  readonly time: number;
  readonly customer: string | null;
}

const itemMissing = new Problem("PRODUCT_MISSING", "The row names no item.");
const sessionWithoutTime = new Problem(
  "SESSION_WITHOUT_TIME",
  "The session is not in user_session, which alone tells times and customers.",
);

/**
 * The events of BundleRec: each item of a session is a purchase, at the session's time and by its
 * user. Session and user are `<domain>-<ID>`: the domains count each for itself. Holds a domain's
 * sessions in memory.
 * @throws CosmoError BUNDLEREC_FILE_MISSING, COLUMN_MISSING
 */
export async function* readBundleEvents(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<ShopEvent>[]> {
  const needed = ["session_item", "user_session"] as const;
  for (const domain of bundleDomains(files, needed, options.notice)) {
    const { sessions, rejects } = await readSessions(domain, options, signal);
    yield rejects.map((reject) => ({ reject }));
    const file = domain.files.get("session_item");
    if (file === undefined) continue;
    for await (const rows of readBundleTable(file, ["session ID", "item ID"], signal)) {
      yield rows.map((row) => {
        if ("reject" in row) return row;
        const event = eventOf(domain.prefix, row, sessions, options);
        if (!(event instanceof Problem)) return { row: event, source: file.name, line: row.line };
        const [session, item] = row.values;
        const json = JSON.stringify({ "session ID": session, "item ID": item });
        return { reject: rejectOf({ source: file.name, line: row.line }, event, json) };
      });
    }
  }
}

function eventOf(
  prefix: string,
  { values }: BundleRow,
  sessions: ReadonlyMap<string, Session>,
  options: EventImportOptions,
): ShopEvent | Problem {
  const [session = "", rawItem] = values;
  const item = cleanValue(rawItem);
  if (item === null) return itemMissing;
  const known = sessions.get(session);
  if (known === undefined) return sessionWithoutTime;
  return finishedEvent(null, {
    time: known.time,
    site: options.site ?? "default",
    locale: options.locale,
    session: `${prefix}-${session}`,
    customer: known.customer,
    kind: "purchase",
    queryId: null,
    query: null,
    product: `${prefix}-${item}`,
    position: null,
    quantity: null,
    value: null,
    currency: null,
    arm: null,
  });
}

async function readSessions(
  domain: BundleDomain,
  options: EventImportOptions,
  signal: AbortSignal,
): Promise<{ sessions: ReadonlyMap<string, Session>; rejects: readonly Reject[] }> {
  const sessions = new Map<string, Session>();
  const rejects: Reject[] = [];
  const file = domain.files.get("user_session");
  if (file === undefined) return { sessions, rejects };
  const readTime = eventTimeReader(options);
  const columns = ["user ID", "session ID", "timestamp"];
  for await (const rows of readBundleTable(file, columns, signal)) {
    for (const row of rows) {
      if ("reject" in row) {
        rejects.push(row.reject);
        continue;
      }
      const [rawUser, session = "", timestamp] = row.values;
      const time = readTime(timestamp) ?? new Problem("TIME_MISSING", "The session has no time.");
      if (time instanceof Problem) {
        const json = JSON.stringify({ "session ID": session });
        rejects.push(rejectOf({ source: file.name, line: row.line }, time, json));
        continue;
      }
      const user = cleanValue(rawUser);
      const customer = user === null ? null : options.hashCustomer(`${domain.prefix}-${user}`);
      sessions.set(session, { time, customer });
    }
  }
  return { sessions, rejects };
}
