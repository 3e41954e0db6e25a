import { CosmoError } from "../domain/cosmo-error.ts";
import { type Columns, rowOf } from "./critic-model.ts";
import { type EncodedInput, featureNames } from "./features.ts";
import type { LabelledClaim } from "./labelled-claims.ts";
import type { TrainingExample, TrainingSet } from "./train-critic.ts";

/** Fewer say nothing that holds of other claims. */
const fewestToLearnFrom = 50;

/** Claims that are written to teach are none of those that are judged. */
export const writtenBy = "author";

/**
 * Puts the claims of the training and the calibration side into columns. Relations have a column where
 * the training side has them.
 *
 * @param encoded one per claim, in order
 * @throws CosmoError LABELS_TOO_FEW
 */
export function trainingSet(
  claims: readonly LabelledClaim[],
  encoded: readonly EncodedInput[],
  seed: number,
): TrainingSet {
  const train = claims.filter(({ split }) => split === "train");
  for (const question of ["plausible", "typical"] as const) {
    const answers = train.flatMap(({ targets }) => targets[question] ?? []);
    const yes = answers.filter((answer) => answer > 0.5).length;
    if (answers.length < fewestToLearnFrom || yes === 0 || yes === answers.length) {
      throw tooFew(`of ${answers.length} with an answer to “${question}”, ${yes} are yes`);
    }
    const groups = new Set(
      train.filter(({ targets }) => targets[question] !== null).map(({ group }) => group),
    );
    if (groups.size < 2) throw tooFew("all are about one product type");
  }
  const columns: Columns = {
    dimensions: encoded[0]?.tail.length ?? 0,
    features: featureNames,
    relations: [...new Set(train.map(({ input }) => input.relation))].toSorted(),
  };
  const examples = (split: LabelledClaim["split"]): readonly TrainingExample[] =>
    claims.flatMap((claim, place) => {
      const numbers = encoded[place];
      if (claim.split !== split || numbers === undefined) return [];
      const { input, group, targets, madeBy } = claim;
      return [
        {
          row: rowOf(numbers, input.relation, columns),
          group,
          targets,
          judged: madeBy !== writtenBy,
        },
      ];
    });
  return { columns, train: examples("train"), calibration: examples("calibration"), seed };
}

const tooFew = (fault: string): CosmoError =>
  new CosmoError(
    "LABELS_TOO_FEW",
    `A critic can't be trained on the claims of the training side: ${fault}`,
    {
      hint: `At least ${fewestToLearnFrom} are needed, with both answers and several product types among them. Import more with \`cosmo import labels PATH\`, take the sample's in with critic.sample-labels: true, or do without by critic.by: none in cosmo.yaml.`,
      exitCode: 2,
    },
  );
