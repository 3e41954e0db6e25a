import { eventKinds, type ShopEvent } from "../../src/domain/tables/events.ts";
import { type Distribution, distributionOf, shareOf } from "./distribution.ts";

export interface SessionFigures {
  readonly sessions: number;
  /** Events of each kind in a session on average. */
  readonly meanByKind: Readonly<Record<string, number | null>>;
  /** Events without impressions, which are what the shop does. */
  readonly events: Distribution;
  readonly searches: Distribution;
  /** Different ones. */
  readonly productsClicked: Distribution;
}

/** How long sessions are. Events without a session, such as later returns, count for nothing. */
export function sessionFigures(events: readonly ShopEvent[]): SessionFigures {
  const sessions = [...sessionsOf(events).values()];
  const countOf = (members: readonly ShopEvent[], kind: string): number =>
    members.filter((event) => event.kind === kind).length;
  const total = (kind: string): number =>
    sessions.reduce((sum, members) => sum + countOf(members, kind), 0);
  return {
    sessions: sessions.length,
    meanByKind: Object.fromEntries(
      eventKinds
        .filter((kind) => kind !== "return")
        .map((kind) => [kind, shareOf(total(kind), sessions.length)]),
    ),
    events: distributionOf(
      sessions.map((members) => members.length - countOf(members, "impression")),
      30,
    ),
    searches: distributionOf(
      sessions.map((members) => countOf(members, "search")),
      10,
    ),
    productsClicked: distributionOf(
      sessions.map((members) => productsOf(members, "click").size),
      12,
    ),
  };
}

/** The events of each session. */
export function sessionsOf(
  events: readonly ShopEvent[],
): ReadonlyMap<string, readonly ShopEvent[]> {
  const sessions = new Map<string, ShopEvent[]>();
  for (const event of events) {
    if (event.session === null) continue;
    const members = sessions.get(event.session);
    if (members === undefined) sessions.set(event.session, [event]);
    else members.push(event);
  }
  return sessions;
}

/** The different products of a session's events of one kind. */
export function productsOf(
  session: readonly ShopEvent[],
  kind: ShopEvent["kind"],
): ReadonlySet<string> {
  return new Set(
    session.flatMap((event) =>
      event.kind === kind && event.product !== null ? [event.product] : [],
    ),
  );
}
