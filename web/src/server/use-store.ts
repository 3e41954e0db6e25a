import { useSyncExternalStore } from "react";
import type { Store } from "./store.ts";

export const useStore = <Value>({ follow, read }: Store<Value>): Value =>
  useSyncExternalStore(follow, read);
