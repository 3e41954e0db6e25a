import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { copyState } from "./copy-state.ts";
import { promptTooLong } from "./embedded-errors.ts";
import { Rounds } from "./rounds.ts";

/** Tokens that are evaluated in one go, behind those of the piece before. */
type Piece = readonly Token[];

/** From so many tokens at once on, attention may be computed in tiles, with other last digits. */
const tiledFrom = 32;

/** A sequence for as long as one work uses it. */
export interface OpenSequence {
  readonly sequence: LlamaContextSequence;
  /** Runs what evaluates `tokens` tokens, in one batch with what other works evaluate. */
  step<Result>(tokens: number, evaluate: () => Promise<Result>): Promise<Result>;
}

interface Place {
  readonly sequence: LlamaContextSequence;
  /** What stands at the beginning of the sequence for sure; more may follow. */
  pieces: readonly Piece[];
  isTaken: boolean;
  /** When it was taken last, in takings. */
  takenAt: number;
}

/**
 * The sequences of one context. Works use them at the same time, and what one has evaluated is copied
 * to the others. Floating-point results depend on how many tokens of a sequence are evaluated in one go,
 * but on nothing else: not on what other sequences evaluate in the same batch, nor on who evaluated. So
 * each piece is always evaluated whole, and long ones alone. A shared beginning therefore changes the
 * time, not the result.
 */
export class SharedSequences {
  readonly #places: readonly Place[];
  readonly #rounds = new Rounds();
  #takings = 0;

  constructor(sequences: readonly LlamaContextSequence[]) {
    this.#places = sequences.map((sequence) => ({
      sequence,
      pieces: [],
      isTaken: false,
      takenAt: 0,
    }));
  }

  /**
   * Calls `work` with a sequence that has exactly `pieces` evaluated. At most as many works at once as
   * there are sequences.
   *
   * @param following how many tokens will be evaluated behind them at most
   * @throws CosmoError PROMPT_TOO_LONG; the signal's reason where it aborts before `work` begins
   */
  async use<Result>(
    pieces: readonly Piece[],
    following: number,
    signal: AbortSignal,
    work: (open: OpenSequence) => Promise<Result>,
  ): Promise<Result> {
    const place = this.#take(pieces);
    this.#rounds.enter();
    try {
      // The library shifts the context (and the results) when its last place is taken.
      const available = place.sequence.contextSize - 1;
      const needed = lengthOf(pieces) + following;
      if (needed > available) throw promptTooLong(needed, available);
      await this.#rounds.alone(async () => {
        signal.throwIfAborted();
        await this.#evaluate(pieces, place);
      });
      return await work({
        sequence: place.sequence,
        step: (tokens, evaluate) =>
          tokens < tiledFrom ? this.#rounds.together(evaluate) : this.#rounds.alone(evaluate),
      });
    } finally {
      place.isTaken = false;
      this.#rounds.leave();
    }
  }

  /** Of the free ones the one that holds most of what is needed, else the one longest unused. */
  #take(pieces: readonly Piece[]): Place {
    const [place] = this.#places
      .filter(({ isTaken }) => !isTaken)
      .sort((a, b) => held(b, pieces) - held(a, pieces) || a.takenAt - b.takenAt);
    if (place === undefined) throw new Error("more works at once than sequences");
    place.isTaken = true;
    place.takenAt = ++this.#takings;
    return place;
  }

  async #evaluate(pieces: readonly Piece[], place: Place): Promise<void> {
    const { sequence } = place;
    let count = sharedPieces(place, pieces);
    const nearest = this.#places.reduce((best, other) =>
      held(other, pieces) > held(best, pieces) ? other : best,
    );
    const isNearer = held(nearest, pieces) > held(place, pieces);
    place.pieces = [];
    if (isNearer) {
      const isCopied = await copyState(nearest.sequence, sequence);
      count = isCopied ? sharedPieces(nearest, pieces) : 0;
    }
    const kept = lengthOf(pieces.slice(0, count));
    if (kept === 0) await sequence.clearHistory();
    else await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
    for (const piece of pieces.slice(count)) {
      if (piece.length > 0) await sequence.evaluateWithoutGeneratingNewTokens([...piece]);
    }
    place.pieces = pieces;
  }
}

const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0);

/** How many of the first pieces a place has evaluated. */
function sharedPieces(place: Place, pieces: readonly Piece[]): number {
  const unlike = pieces.findIndex((piece, at) => !isEqual(piece, place.pieces[at]));
  return unlike < 0 ? pieces.length : unlike;
}

/** How many of the tokens a place has evaluated. */
const held = (place: Place, pieces: readonly Piece[]): number =>
  lengthOf(pieces.slice(0, sharedPieces(place, pieces)));

const isEqual = (piece: Piece, other: Piece | undefined): boolean =>
  piece.length === other?.length && piece.every((token, at) => token === other[at]);
