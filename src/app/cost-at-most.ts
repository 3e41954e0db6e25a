import type { GenerateRequest } from "../language-model/language-model.ts";
import { extraBytesOf } from "../language-model/openai-compatible/server.ts";
import { costOf, type Price } from "../language-model/prices/price.ts";
import { tokensAtMost } from "../language-model/prices/tokens-at-most.ts";
import type { ModelSettings } from "./model-settings.ts";

/** UTF-8 bytes that a model is sent with each request besides. */
export const extraBytesIn = (settings: ModelSettings): number =>
  settings.provider === "embedded" ? 0 : extraBytesOf(settings.extraBody);

/** The most that requests cost, each asked once, in US dollars; null: nobody knows the price. */
export function costAtMost(
  settings: ModelSettings,
  price: Price | undefined,
  requests: readonly GenerateRequest[],
): number | null {
  if (price === undefined) return null;
  const extraBytes = extraBytesIn(settings);
  return requests.reduce(
    (sum, request) => sum + costOf(price, tokensAtMost(request, extraBytes)),
    0,
  );
}
