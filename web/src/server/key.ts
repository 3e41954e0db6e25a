import { forgetAnswers } from "./answers.ts";
import { createStore } from "./store.ts";

const name = "cosmo-key";

/** The key lives as long as the tab: `sessionStorage` alone, never a URL or a cookie. */
export const keyStore = createStore<string | null>(sessionStorage.getItem(name));

/** Null forgets it. What an earlier key was shown is forgotten too. */
export function rememberKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, key);
  forgetAnswers();
  keyStore.write(key);
}
