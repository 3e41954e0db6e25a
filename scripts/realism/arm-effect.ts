import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { bootstrapInterval } from "../../src/statistics/bootstrap.ts";
import { sessionsOf } from "./session-figures.ts";

export interface ArmEffect {
  /** Of two arms: the rate of the second by that of the first. */
  readonly ratio: number | null;
  /** 95 %, customers drawn anew, each anonymous session as a customer of its own. */
  readonly interval: readonly [low: number, high: number] | null;
}

export interface ArmEffects {
  readonly arms: readonly [control: string, treatment: string];
  /** Sessions with a purchase, of all sessions. */
  readonly sessionsWithPurchase: ArmEffect;
  /** What was bought, of what a search had found and was put in the cart. */
  readonly purchasesOfFoundCarts: ArmEffect;
}

/** One customer's part of a rate, in the arm of that customer. */
interface Part {
  readonly arm: string | null;
  readonly tried: number;
  readonly done: number;
}

export function armEffects(
  events: readonly ShopEvent[],
  arms: readonly [control: string, treatment: string],
  seed: number,
): ArmEffects {
  const sessions = [...sessionsOf(events)].map(([session, members]) => ({
    customer: members[0]?.customer ?? session,
    arm: members[0]?.arm ?? null,
    members,
  }));
  const customers = [...Map.groupBy(sessions, ({ customer }) => customer).values()];
  const partsBy = (
    tried: (members: readonly ShopEvent[]) => number,
    done: (members: readonly ShopEvent[]) => number,
  ): readonly Part[] =>
    customers.map((visits) => ({
      arm: visits[0]?.arm ?? null,
      tried: visits.reduce((sum, { members }) => sum + tried(members), 0),
      done: visits.reduce((sum, { members }) => sum + done(members), 0),
    }));
  const found = (kind: ShopEvent["kind"]) => (members: readonly ShopEvent[]) =>
    members.filter((event) => event.kind === kind && event.queryId !== null).length;
  return {
    arms,
    sessionsWithPurchase: effectOf(
      partsBy(
        () => 1,
        (members) => (members.some(({ kind }) => kind === "purchase") ? 1 : 0),
      ),
      arms,
      seed,
    ),
    purchasesOfFoundCarts: effectOf(partsBy(found("cart"), found("purchase")), arms, seed),
  };
}

function effectOf(parts: readonly Part[], arms: ArmEffects["arms"], seed: number): ArmEffect {
  const [control, treatment] = arms;
  const ratioOf = (sample: readonly Part[]): number => {
    const rateOf = (name: string): number => {
      let tried = 0;
      let done = 0;
      for (const part of sample) {
        if (part.arm !== name) continue;
        tried += part.tried;
        done += part.done;
      }
      return done / tried;
    };
    return rateOf(treatment) / rateOf(control);
  };
  const ratio = ratioOf(parts);
  if (!Number.isFinite(ratio)) return { ratio: null, interval: null };
  return { ratio, interval: bootstrapInterval(parts, ratioOf, { seed }) };
}
