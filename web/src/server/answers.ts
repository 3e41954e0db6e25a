/** As many answers as going back and forth needs. */
const kept = 40;

const answers = new Map<string, unknown>();

/** Answers that were shown, so that going back is at once and lands on the same place. */
export const rememberedAnswer = <Answer>(path: string): Answer | undefined =>
  answers.get(path) as Answer | undefined;

export function rememberAnswer(path: string, answer: unknown): void {
  answers.delete(path);
  answers.set(path, answer);
  const [oldest] = answers.keys();
  if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
}

export const forgetAnswer = (path: string): boolean => answers.delete(path);

export const forgetAnswers = (): void => answers.clear();
