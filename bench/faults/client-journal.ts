/** What a client writes down of its items. */
export type JournalLine =
  | { readonly item: number; readonly event: "asked" }
  /** @property answer hash of its call and text */
  | { readonly item: number; readonly event: "done"; readonly answer: string }
  | { readonly item: number; readonly event: "failed"; readonly code: string };
