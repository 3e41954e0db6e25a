/** Answers are asked for in a batch job, or are about to be. The caller goes on with what is there and tells of it. */
export class AnswerWaits extends Error {
  /** How many. */
  readonly answers: number;

  constructor(answers = 1) {
    super(`${answers} answers wait for a batch job`);
    this.answers = answers;
  }
}
