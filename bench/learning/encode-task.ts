import { readFileSync } from "node:fs";
import { sampleShopFolder } from "../../src/app/sample-shop.ts";
import { miniLmMaxTokens } from "../../src/encoder/mini-lm-id.ts";
import { openTextTokenizer } from "../../src/encoder/text-tokenizer.ts";
import { marketShops } from "../../src/simulation/market-shop.ts";
import { readShop } from "../../src/simulation/read-shop.ts";
import { shopProducts } from "../../src/simulation/shop-products.ts";

/** What both encoders are given. */
export interface EncodeTask {
  readonly texts: readonly string[];
  /** The ids of each text, marks included: the peer is spared the tokenizing. */
  readonly tokens: readonly (readonly number[])[];
  /** Of so many of the first texts the vectors are told. */
  readonly shown: number;
}

/** Titles of the sample shop, and four of them in one text: short texts and longer ones, as many. */
export async function encodeTask(most: number, tokenizerFile: string): Promise<EncodeTask> {
  const shop = await readShop(sampleShopFolder);
  const { from, seed } = shop.simulation.log;
  const products = marketShops(shop, null, seed).flatMap((market) => [
    ...shopProducts(market, from),
  ]);
  const titles = products.map(({ title }) => title);
  const texts = titles
    .flatMap((title, place) => [title, titles.slice(place, place + 4).join("; ")])
    .slice(0, most);
  const tokenize = openTextTokenizer(readFileSync(tokenizerFile, "utf8"), miniLmMaxTokens);
  return { texts, tokens: texts.map((text) => tokenize(text)), shown: 100 };
}
