type Step = () => Promise<void>;

/**
 * Brings the steps of several works together, so that they are computed as one batch: a round begins
 * when every member waits for one. Steps that must be computed alone come first, one after the other.
 */
export class Rounds {
  #members = 0;
  #running = false;
  readonly #together: Step[] = [];
  readonly #alone: Step[] = [];

  /** Takes part from now on: rounds wait for its steps until it leaves. */
  enter(): void {
    this.#members += 1;
  }

  leave(): void {
    this.#members -= 1;
    this.#begin();
  }

  /** Runs `step` at the same time as those of the other members. */
  together<Result>(step: () => Promise<Result>): Promise<Result> {
    return this.#add(this.#together, step);
  }

  /** Runs `step` while nothing else runs. */
  alone<Result>(step: () => Promise<Result>): Promise<Result> {
    return this.#add(this.#alone, step);
  }

  #add<Result>(queue: Step[], step: () => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    queue.push(() => step().then(resolve, reject));
    this.#begin();
    return promise;
  }

  #begin(): void {
    const waiting = this.#together.length + this.#alone.length;
    if (this.#running || waiting === 0 || waiting < this.#members) return;
    this.#running = true;
    void this.#run().then(() => {
      this.#running = false;
      this.#begin();
    });
  }

  async #run(): Promise<void> {
    if (this.#alone.length > 0) for (const step of this.#alone.splice(0)) await step();
    else await Promise.all(this.#together.splice(0).map((step) => step()));
  }
}
