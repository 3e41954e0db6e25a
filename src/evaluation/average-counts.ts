import { sortedGroups } from "../statistics/sorted-groups.ts";
import type { HeadCounts } from "./head-counts.ts";

const counted = ["edges", "trueEdges", "facts", "statedFacts"] as const;

/** The mean of several graphs over the same heads, head by head: such as of graphs chosen by chance. */
export function averageCounts(graphs: readonly (readonly HeadCounts[])[]): readonly HeadCounts[] {
  return sortedGroups(graphs.flat(), ({ head }) => head).flatMap(([, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const means = counted.map((name) => [
      name,
      all.reduce((sum, counts) => sum + counts[name], 0) / graphs.length,
    ]);
    return [{ ...first, ...Object.fromEntries(means) } as HeadCounts];
  });
}
