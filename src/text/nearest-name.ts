import { editDistance } from "./edit-distance.ts";

/**
 * The known name that was probably meant, for "Did you mean …?"; undefined when none is near. Case,
 * spaces, hyphens and underscores don't count; a third of the letters may differ. Of several equally
 * near, the first.
 *
 * @example nearestName("langauge-model", ["language-model", "limits"]) // "language-model"
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plainName(name);
  const farthest = wanted.length / 3;
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(wanted, plainName(candidate));
    if (distance <= farthest && distance < least) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, "");
