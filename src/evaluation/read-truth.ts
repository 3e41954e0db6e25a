import { CosmoError } from "../domain/cosmo-error.ts";
import { foldersIn } from "../yaml-files/folders-in.ts";
import { readYamlFile, type YamlFaults } from "../yaml-files/read-yaml-file.ts";
import { type Fact, type Truth, truthFileSchema } from "./truth.ts";

/** What is wrong with the truth; `place` is the file, with the field behind it where one is at fault. */
export const truthInvalid = (place: string, problem: string, cause?: unknown): CosmoError =>
  new CosmoError("TRUTH_INVALID", `${place}: ${problem}`, {
    hint: "Correct the file; samples/shop/README.md describes its fields.",
    cause,
    exitCode: 2,
  });

/**
 * The true facts behind the needs of a shop: `truth.yaml` of each folder below `domains/`, in order of
 * domain and place. Nothing but evaluation reads these files.
 *
 * @throws CosmoError TRUTH_NOT_FOUND, or TRUTH_INVALID naming file and field
 */
export async function readTruth(shopFolder: string): Promise<Truth> {
  const truth = new Map<string, readonly Fact[]>();
  const fileOf = new Map<string, string>();
  for (const domain of await foldersIn(shopFolder, "domains", faults)) {
    const file = `${domain}/truth.yaml`;
    const { needs } = await readYamlFile(shopFolder, file, truthFileSchema, faults);
    for (const [need, facts] of Object.entries(needs)) {
      const earlier = fileOf.get(need);
      if (earlier !== undefined) {
        throw truthInvalid(`${file}: needs.${need}`, `the need is already in ${earlier}`);
      }
      fileOf.set(need, file);
      truth.set(
        need,
        facts.map((fact, place) => ({ id: `${need}/${place}`, need, ...fact })),
      );
    }
  }
  return truth;
}

const truthNotFound = (path: string, cause: unknown): CosmoError =>
  new CosmoError(
    "TRUTH_NOT_FOUND",
    `Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      hint: "Name a shop whose domains/ each have a truth.yaml, such as samples/shop.",
      cause,
      exitCode: 2,
    },
  );

const faults: YamlFaults = { missing: truthNotFound, invalid: truthInvalid };
