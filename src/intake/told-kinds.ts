import { CosmoError } from "../domain/cosmo-error.ts";
import { type EventKind, eventKinds } from "../domain/tables/events.ts";
import { kindOfWord } from "./event-kind-words.ts";
import { plainName } from "./plain-name.ts";

/** What words of a log mean, as its owner says: by their letters and digits alone (`plainName`). Null: nothing of interest. */
export type ToldKinds = ReadonlyMap<string, EventKind | null>;

/** What `--kind` says of a word whose rows are to be left out. */
const noKind = "none";

/**
 * The pairs of `--kind`: `order_placed=purchase` says what a word of the log means, also where we
 * know it otherwise; `page_view=none`, that its rows are to be left out.
 * @throws CosmoError KIND_MALFORMED
 */
export function parseKinds(pairs: readonly string[]): ToldKinds {
  const kinds = new Map<string, EventKind | null>();
  for (const pair of pairs) {
    const equals = pair.lastIndexOf("=");
    const word = plainName(pair.slice(0, Math.max(equals, 0)));
    const meaning = pair.slice(equals + 1);
    const kind = meaning === noKind ? null : kindOfWord(meaning);
    if (word === "" || kind === undefined) {
      throw malformed(`--kind ${pair} does not say which kind a word means.`);
    }
    const known = kinds.get(word);
    if (known !== undefined && known !== kind) {
      throw malformed(`--kind ${pair}: the same word was said to mean ${known ?? noKind}.`);
    }
    kinds.set(word, kind);
  }
  return kinds;
}

const malformed = (message: string): CosmoError =>
  new CosmoError("KIND_MALFORMED", message, {
    hint: `Write --kind theirs=ours, such as --kind order_placed=purchase; ours is one of ${eventKinds.join(", ")}, or ${noKind} to leave its rows out.`,
    exitCode: 2,
  });

/**
 * What a word of a log means: by `--kind`, else by the words that we know. Null: its rows are to be left out.
 * @param onHeard told each word that `--kind` explained, by its letters and digits alone
 */
export const kindReader =
  (
    told: ToldKinds,
    onHeard: (word: string) => void = () => {},
  ): ((word: string) => EventKind | null | undefined) =>
  (word) => {
    if (told.size === 0) return kindOfWord(word);
    const plain = plainName(word);
    const said = told.get(plain);
    if (said === undefined) return kindOfWord(word);
    onHeard(plain);
    return said;
  };

/**
 * Formats whose kinds are fixed take no words.
 * @throws CosmoError KIND_UNUSED
 */
export function refuseKinds(told: ToldKinds, format: string): void {
  if (told.size === 0) return;
  throw new CosmoError("KIND_UNUSED", `--kind means nothing for ${format}: its kinds are fixed.`, {
    hint: "Leave out --kind, or import as csv, jsonl or parquet.",
    exitCode: 2,
  });
}
