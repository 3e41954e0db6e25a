import type { PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import type { Score } from "../domain/tables/scores.ts";
import { AnswerWaits } from "../language-model/batch/answer-waits.ts";
import { nothingUsableNotice, setAsideIn } from "../language-model/nothing-usable.ts";
import type { Spending } from "../stage/stage.ts";
import { counted } from "../text/counted.ts";
import { askVerdicts, type VerdictPort } from "./ask-verdicts.ts";
import type { ClaimInput } from "./claim-inputs.ts";
import type { CriticInput } from "./critic.ts";
import { criticQuestions } from "./critic-model.ts";
import { type LabelledClaim, labelledClaims } from "./labelled-claims.ts";
import type { LabelSource } from "./trained-critic.ts";
import type { Verdict, VerdictWord } from "./verdict.ts";
import { judgementOf, type VerdictWorth, verdictWorth, weighingClaims } from "./verdict-worth.ts";

/** A language model that judges claims. */
export interface VerdictSource extends VerdictPort {
  /** Names all that decides its verdicts and which labelled claims they are weighed by. */
  readonly id: string;
  /** Labelled claims that verdicts are weighed by, at most. */
  readonly calibrationClaims: number;
  /** Answers paid for so far by this process. */
  readonly spent: () => Spending;
}

/** What verdicts are worth, by the labels at hand. */
export interface Weighing {
  readonly worth: VerdictWorth;
  /** Labelled claims that were asked about. */
  readonly claims: number;
  /** Those of them that are asked in a batch job: `worth` is then not the last word. */
  readonly waiting: number;
  readonly setAside: readonly SetAside[];
}

interface SetAside {
  readonly relation: string;
  readonly reason: string;
  readonly told: string;
}

/** Names all that decides judgements: another calibration is another critic. */
export const verdictCriticId = ({ id }: VerdictSource, worth: VerdictWorth): string =>
  `judge_${hashOf([id, worth]).slice(0, 20)}`;

/** The labelled claims that the model is asked about. */
export const claimsToWeighBy = async (
  { calibrationClaims }: Pick<VerdictSource, "calibrationClaims">,
  labels: Pick<LabelSource, "rows">,
  seed: number,
): Promise<readonly LabelledClaim[]> =>
  weighingClaims(labelledClaims(await Array.fromAsync(labels.rows())), calibrationClaims, seed);

/** Asks about labelled claims of the calibration side. */
export async function weighVerdicts(
  source: VerdictSource,
  claims: readonly LabelledClaim[],
  signal: AbortSignal,
  progressed: (done: number) => void,
): Promise<Weighing> {
  const answered: { readonly claim: LabelledClaim; readonly verdict: Verdict }[] = [];
  const setAside: SetAside[] = [];
  let [done, waiting] = [0, 0];
  for await (const { item, asked } of askVerdicts(claims, source, signal)) {
    if ("verdict" in asked) answered.push({ claim: item, verdict: asked.verdict });
    else if ("waits" in asked) waiting++;
    else setAside.push(setAsideOf(item.input, "a labelled claim", asked.invalid));
    progressed(++done);
  }
  return { worth: verdictWorth(answered), claims: claims.length, waiting, setAside };
}

/**
 * Asks about each claim and writes its score. A claim without a usable answer gets none.
 * @throws AnswerWaits when all is asked, where some of it is in a batch job
 */
export async function scoreByVerdicts(
  source: VerdictSource,
  { worth, waiting: before, setAside }: Weighing,
  claims: AsyncIterable<ClaimInput>,
  draft: PartDraft<Score>,
  signal: AbortSignal,
  progressed: (done: number) => void,
): Promise<void> {
  const drop = ({ relation, reason, told }: SetAside): void =>
    draft.dropped(reason, told, 1, relation);
  for (const one of setAside) drop(one);
  const critic = verdictCriticId(source, worth);
  let [done, waiting] = [0, before];
  for await (const { item, asked } of askVerdicts(claims, source, signal)) {
    if ("verdict" in asked) {
      draft.write({ claim: item.claim, critic, ...judgementOf(asked.verdict, worth) });
    } else if ("waits" in asked) waiting++;
    else drop(setAsideOf(item.input, item.claim, asked.invalid));
    progressed(++done);
  }
  if (waiting > 0) throw new AnswerWaits(waiting);
}

const setAsideOf = (
  { relation }: CriticInput,
  name: string,
  { code, message }: { readonly code: string; readonly message: string },
): SetAside => ({ relation, reason: code, told: `${name} ${message}` });

/** Tells where the model was asked and no claim has a score. */
export const unusableNotices = ({ model }: VerdictSource, part: PartManifest): readonly string[] =>
  part.rows > 0 || Object.keys(setAsideIn([part])).length === 0
    ? []
    : [nothingUsableNotice(`No claim has a verdict of ${model.id} that can be used.`, [part])];

/** What the verdicts count as, and by how many labels, for the person at the keyboard. */
export const weighingNotices = ({ model }: VerdictSource, worth: VerdictWorth): readonly string[] =>
  criticQuestions.map((question) => {
    const { claims, of } = worth[question];
    const told = (word: VerdictWord): string =>
      `${of[word].probability}${claims === 0 ? "" : ` (by ${of[word].claims})`}`;
    const counts = `yes counts as ${told("yes")}, not sure as ${told("not-sure")}, no as ${told("no")}`;
    return claims === 0
      ? `No label says what verdicts of ${model.id} on “${question}” are worth: ${counts}, which is not calibrated.`
      : `Verdicts of ${model.id} on “${question}” are weighed by ${counted(claims, "labelled claims")}: ${counts}.`;
  });
