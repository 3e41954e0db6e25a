import assert from "node:assert/strict";
import { test } from "node:test";
import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { type OpenSequence, SharedSequences } from "./shared-sequences.ts";

/** What SharedSequences uses of a sequence, with what it holds and what it was given to evaluate. */
class FakeSequence {
  readonly contextSize = 20;
  tokens: number[] = [];
  readonly evaluated: number[][] = [];

  get nextTokenIndex(): number {
    return this.tokens.length;
  }

  async clearHistory(): Promise<void> {
    this.tokens = [];
  }

  async eraseContextTokenRanges([range]: { start: number; end: number }[]): Promise<void> {
    this.tokens = this.tokens.filter((_, at) => range && (at < range.start || at >= range.end));
  }

  async evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void> {
    this.evaluated.push(tokens);
    this.tokens = [...this.tokens, ...tokens];
  }

  async _copyStateFromOtherSequence(from: FakeSequence, tokens: number): Promise<boolean> {
    this.tokens = from.tokens.slice(0, tokens);
    return true;
  }
}

function sharedOf(count: number) {
  const fakes = Array.from({ length: count }, () => new FakeSequence());
  const shared = new SharedSequences(fakes as unknown as LlamaContextSequence[]);
  const use = <Result>(
    pieces: readonly (readonly number[])[],
    work: (open: OpenSequence & { readonly fake: FakeSequence }) => Promise<Result>,
    signal = new AbortController().signal,
  ): Promise<Result> =>
    shared.use(pieces as unknown as Token[][], 3, signal, (open) =>
      work({ ...open, fake: open.sequence as unknown as FakeSequence }),
    );
  return { use, evaluated: () => fakes.flatMap((fake) => fake.evaluated) };
}

const prefix = [1, 2, 3];
const stem = [4, 5];

test("works that come together evaluate what they share once, each piece whole", async () => {
  const { use, evaluated } = sharedOf(3);
  const held = await Promise.all(
    [
      [prefix, stem],
      [prefix, [6]],
      [prefix, stem],
    ].map((pieces) => use(pieces, ({ fake, step }) => step(1, async () => [...fake.tokens]))),
  );
  assert.deepEqual(held, [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 6],
    [1, 2, 3, 4, 5],
  ]);
  assert.deepEqual(evaluated(), [prefix, stem, [6]]);
});

test("what a work wrote behind its pieces is gone for the next", async () => {
  const { use, evaluated } = sharedOf(1);
  await use([prefix, stem], async ({ fake }) => fake.tokens.push(7, 8));
  assert.deepEqual(await use([prefix, stem], async ({ fake }) => fake.tokens), [1, 2, 3, 4, 5]);
  assert.deepEqual(await use([prefix, [9]], async ({ fake }) => fake.tokens), [1, 2, 3, 9]);
  assert.deepEqual(evaluated(), [prefix, stem, [9]]);
});

test("the same tokens cut otherwise are evaluated anew", async () => {
  const { use, evaluated } = sharedOf(2);
  await use([prefix, stem], async () => {});
  assert.deepEqual(
    await use([[...prefix, ...stem]], async ({ fake }) => fake.tokens),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(evaluated(), [prefix, stem, [1, 2, 3, 4, 5]]);
});

test("what does not fit is refused, and what is aborted evaluates nothing", async () => {
  const { use, evaluated } = sharedOf(1);
  const long = Array.from({ length: 17 }, (_, at) => at);
  await assert.rejects(
    use([long], async () => {}),
    { code: "PROMPT_TOO_LONG", message: /need 20 tokens.*for 19/ },
  );
  const reason = new Error("interrupted");
  await assert.rejects(
    use([prefix], async () => {}, AbortSignal.abort(reason)),
    reason,
  );
  assert.deepEqual(evaluated(), []);
  assert.deepEqual(await use([prefix], async ({ fake }) => fake.tokens), prefix);
});

test("a work that fails leaves its sequence to the next", async () => {
  const { use, evaluated } = sharedOf(1);
  await assert.rejects(
    use([prefix], async () => Promise.reject(new Error("too hot"))),
    /too hot/,
  );
  assert.deepEqual(await use([prefix], async ({ fake }) => fake.tokens), prefix);
  assert.deepEqual(evaluated(), [prefix]);
});
