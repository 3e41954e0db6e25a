import { z } from "zod";
import { type MineConfig, mineConfig, searchBuyConfig } from "./mine-config.ts";
import { type ObserveConfig, observeConfig } from "./observe-config.ts";

const { bots, ...attribution } = observeConfig.shape;

/** The settings under `mining`, for the two stages that they decide. */
export const miningSettings = z
  .strictObject({
    ...mineConfig.unwrap().shape,
    searchBuy: z.strictObject({ ...attribution, ...searchBuyConfig.shape }).prefault({}),
    bots,
  })
  .prefault({});

export type MiningSettings = z.output<typeof miningSettings>;

/** What each of the two stages goes by: a moved cut has no day put together anew. */
export function stageSettings({ bots: botSettings, searchBuy, ...rest }: MiningSettings): {
  readonly observe: ObserveConfig;
  readonly mine: MineConfig;
} {
  const { withinMinutes, withinClicks, ...rates } = searchBuy;
  return {
    observe: { withinMinutes, withinClicks, bots: botSettings },
    mine: { ...rest, searchBuy: rates },
  };
}
