import { CosmoError } from "../domain/cosmo-error.ts";
import type { Progress } from "../domain/progress.ts";
import type { BudgetCaps, SaidCaps } from "../language-model/budget-caps.ts";
import { fromNanoDollars } from "../language-model/nano-dollars.ts";
import { settleUnfinished } from "../language-model/settle-unfinished.ts";
import { askingStages, isAsking } from "./asking-stages.ts";
import { unpricedModels } from "./unpriced-models.ts";
import type { Workspace } from "./workspace.ts";

/** What the last run spent on the language model, beside its caps. */
export interface BudgetReport extends BudgetCaps {
  /** Whether the run came to its end. If not, the next one goes on with the same account. */
  readonly finished: boolean;
  /** US dollars, with what is presumed; null: the price of a model that is asked is not known. */
  readonly costUsd: number | null;
  /** Of it what may have been billed, but no answer came; and what is set aside for calls in flight. */
  readonly presumedUsd: number | null;
  readonly calls: number;
  readonly presumedCalls: number;
  readonly minutes: number;
}

type NamedStages = readonly Pick<Workspace["stages"][number], "name">[];

/** Whether any cap holds. */
export const isCapped = ({ maxCost, maxCalls, maxMinutes }: BudgetCaps): boolean =>
  [maxCost, maxCalls, maxMinutes].some((cap) => cap !== null);

/** @returns null where nothing has run yet */
export function budgetReport({ ports }: Pick<Workspace, "ports">): BudgetReport | null {
  const account = ports.budget.store.latest();
  if (account === undefined) return null;
  const { caps, isOpen, reservedCost, reservedCalls } = account;
  const isKnown = unpricedModels(ports).length === 0;
  return {
    finished: !isOpen,
    costUsd: isKnown ? fromNanoDollars(account.cost + reservedCost) : null,
    presumedUsd: isKnown ? fromNanoDollars(account.presumedCost + reservedCost) : null,
    calls: account.calls + reservedCalls,
    presumedCalls: account.presumedCalls + reservedCalls,
    minutes: account.milliseconds / 60_000,
    ...caps,
  };
}

/**
 * Opens the account of a run, or goes on with that of one which was stopped before its end: then its
 * spending counts, and its caps hold where no others are said. An account without caps holds nobody to
 * what it spent: the first cap opens another.
 *
 * @param said caps that a person gives to this run
 * @param wanted stages of the run; absent: a model is asked beside runs, and one that was stopped is to do what it was to do
 * @throws CosmoError PRICE_UNKNOWN where a cap in money would have nothing to count
 */
export function beginBudget(
  { ports, configuration }: Pick<Workspace, "ports" | "configuration">,
  said: SaidCaps,
  wanted?: NamedStages,
): void {
  const { store, account } = ports.budget;
  settleUnfinished(store, ports.calls);
  const last = store.latest();
  const open = last?.isOpen ? last : undefined;
  const allSaid = { ...open?.said, ...said };
  const caps: BudgetCaps = { ...configuration.budget, ...allSaid };
  const asksModel = wanted === undefined || wanted.some(isAsking);
  const [unpriced] = unpricedModels(ports);
  if (asksModel && caps.maxCost !== null && unpriced) throw priceUnknown(said, unpriced.section);
  if (open === undefined || (!isCapped(open.caps) && isCapped(caps))) {
    const until = wanted === undefined ? (open?.until ?? askingStages.at(-1)) : lastOf(wanted);
    account.begin(store.open({ until: until ?? "", said, caps }));
    return;
  }
  const until = wanted === undefined ? open.until : laterOf(open.until, wanted);
  const terms = { until, said: allSaid, caps };
  store.change(open.id, terms);
  account.begin({ ...open, ...terms });
}

/** Takes in the answers of calls that were made, for they are paid for, and writes down how long it took. */
export async function endAccount(
  { ports }: Pick<Workspace, "ports">,
  progress: Progress,
): Promise<void> {
  const { account } = ports.budget;
  if (account.inFlight > 0) {
    const work = progress.started(
      "wait for answers that are on their way (Ctrl-C again: don't)",
      "answers",
      account.inFlight,
    );
    await account.drained();
    work.finished();
  }
  account.end();
}

/** The run has done all of its stages. Where it was to do more before it was stopped, it goes on. */
export function finishBudget({ ports }: Pick<Workspace, "ports">, wanted: NamedStages): void {
  const { store } = ports.budget;
  const last = store.latest();
  if (last && wanted.some(({ name }) => name === last.until)) store.close(last.id);
}

const lastOf = (wanted: NamedStages): string => wanted.at(-1)?.name ?? "";

/** Stages are always the first so many of all. */
const laterOf = (until: string, wanted: NamedStages): string =>
  wanted.some(({ name }) => name === until) ? lastOf(wanted) : until;

function priceUnknown({ maxCost }: SaidCaps, section: string): CosmoError {
  const without =
    maxCost === undefined ? "lift the cap with `--max-cost none`" : "leave out --max-cost";
  return new CosmoError(
    "PRICE_UNKNOWN",
    "What the language model costs is not known, so a cap in money would count nothing",
    {
      hint: `Add \`price: { input: …, output: … }\`, in dollars per million tokens, to the ${section} section of cosmo.yaml; or ${without}.`,
      exitCode: 2,
    },
  );
}
