import { CosmoError } from "../domain/cosmo-error.ts";
import type { YamlFaults } from "../yaml-files/read-yaml-file.ts";

/** What can be wrong with a shop's folder: SHOP_NOT_FOUND and SHOP_INVALID. */
export const shopFaults = {
  missing: (path: string, cause: unknown): CosmoError =>
    new CosmoError(
      "SHOP_NOT_FOUND",
      `Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Name a folder with shop.yaml, simulation.yaml and domains/ in it, such as samples/shop.",
        cause,
        exitCode: 2,
      },
    ),
  invalid: (place: string, problem: string, cause?: unknown): CosmoError =>
    new CosmoError("SHOP_INVALID", `${place}: ${problem}`, {
      hint: "Correct the file; samples/shop/README.md and the comments in simulation.yaml describe the fields.",
      cause,
      exitCode: 2,
    }),
} satisfies YamlFaults;
