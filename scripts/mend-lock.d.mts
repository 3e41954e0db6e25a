export interface Lock {
  packages: Record<string, unknown>;
}

/** Mends a parsed lock in place; returns what was added and what was removed, by package name. */
export function mendLock(lock: Lock): {
  readonly added: readonly string[];
  readonly removed: readonly string[];
};
