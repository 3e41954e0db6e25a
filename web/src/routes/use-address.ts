import { useSyncExternalStore } from "react";

function follow(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** The part of the address behind the `#`, with it. */
export const useAddress = (): string => useSyncExternalStore(follow, () => window.location.hash);
