import { isLoopback } from "../../domain/is-loopback.ts";
import { freePrice, noBatchDiscount, type Price } from "./price.ts";
import type { ListedPrice, PriceList } from "./read-prices.ts";

/** What a model costs, and since when that is known. */
export interface ModelPrice extends Price {
  /** The day for which a list has it; null: it was set, or the model is free. */
  readonly asOf: string | null;
}

export const freeModelPrice: ModelPrice = { ...freePrice, asOf: null };

/** The price of a model's calls in batch jobs. */
export const inBatches = ({ input, output, asOf }: ModelPrice, factor: number): ModelPrice => ({
  ...{ input: input * factor, output: output * factor, asOf },
});

export interface PricedModel {
  readonly model: string;
  readonly baseUrl: string;
  /** Who wants a key may pass it on to somebody who wants money. */
  readonly wantsKey: boolean;
  /** As the settings have it. */
  readonly price: Price | undefined;
}

const date = /[-@](?:\d{8}|\d{4}-\d{2}-\d{2})$/;

/** What of its price a model costs in batch jobs, as the first list says that has its price. */
export function batchFactorOf(model: string, lists: readonly PriceList[]): number {
  return listedPrice(model, lists)?.batch ?? noBatchDiscount;
}

function listedPrice(model: string, lists: readonly PriceList[]): ListedPrice | undefined {
  for (const name of [model, model.replace(date, "")]) {
    for (const list of lists) {
      const found = list.get(name);
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * The price of a served model: its own setting; else of the lists the first that has its name, or,
 * where none has, its name without a date at the end; else nothing for a server on this machine that wants no key.
 *
 * @param lists those that go before come first
 * @returns undefined where nobody knows
 */
export function priceOfModel(
  { model, baseUrl, wantsKey, price }: PricedModel,
  lists: readonly PriceList[],
): ModelPrice | undefined {
  if (price !== undefined) return { ...price, asOf: null };
  const found = listedPrice(model, lists);
  if (found) return { input: found.input, output: found.output, asOf: found.asOf };
  const host = URL.parse(baseUrl)?.hostname.replace(/^\[(.*)\]$/, "$1");
  return host !== undefined && isLoopback(host) && !wantsKey ? freeModelPrice : undefined;
}
