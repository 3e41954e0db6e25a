import { homeMarketStore } from "../server/home-market.ts";
import { useStore } from "../server/use-store.ts";
import { type Head, headAddress } from "./route.ts";

/** Gives the addresses of heads, of queries with their site and locale where the server means others by default. */
export function useHeadAddress(): (head: Head) => string {
  const home = useStore(homeMarketStore);
  return (head) => headAddress(head, home);
}
