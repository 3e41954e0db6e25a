import { CosmoError } from "../domain/cosmo-error.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { OnnxSession } from "../onnx/session.ts";
import { float32, type Tensor } from "../onnx/tensor.ts";
import { type Critic, type CriticInput, contextOf, type Judgement } from "./critic.ts";
import { encodeInputs, featureNames } from "./features.ts";

export interface OnnxCriticOptions {
  readonly id: string;
  readonly session: OnnxSession;
  readonly encoder: Encoder;
  /** The relations that the columns of `relation` stand for. */
  readonly relations: readonly string[];
  /** What to say where the graph does not fit: which file. */
  readonly name: string;
  /** Log-probability differences of inputs, where they are measured. */
  readonly differences?: (
    inputs: readonly CriticInput[],
    signal: AbortSignal,
  ) => Promise<readonly number[]>;
}

/** What a critic's graph may ask for. */
const inputNames = ["tail", "first", "second", "sentence", "context", "features", "relation"];

/**
 * A critic that is an ONNX graph, trained here or brought along. It is given those of `tail`, `first`,
 * `second`, `sentence` and `context` (unit vectors of the workspace's encoder), `features` and
 * `relation` that it has as inputs, float32 with a row for each claim, and puts out `plausibility` and
 * `typicality`, and `uncertainty` if it likes, each with a number for each claim.
 *
 * @throws CosmoError CRITIC_UNFIT for a graph of other inputs or outputs
 */
export function onnxCritic(options: OnnxCriticOptions): Critic {
  const { id, session, encoder, relations, name } = options;
  const foreign = session.inputs.filter((input) => !inputNames.includes(input));
  const lacking = ["plausibility", "typicality"].filter((one) => !session.outputs.includes(one));
  if (foreign.length + lacking.length > 0) {
    const faults = [
      ...foreign.map((input) => `it asks for ${input}`),
      ...lacking.map((output) => `it puts out no ${output}`),
    ];
    throw criticUnfit(name, faults.join(", "));
  }
  return {
    id,
    async judge(inputs, signal) {
      if (inputs.length === 0) return [];
      const differences = await options.differences?.(inputs, signal);
      const encoded = await encodeInputs(inputs, encoder, signal, differences);
      const feeds: Record<string, Tensor> = {};
      for (const input of session.inputs) {
        if (input === "features") {
          feeds[input] = matrix(
            encoded.map(({ features }) => features),
            featureNames.length,
          );
        } else if (input === "relation") {
          feeds[input] = matrix(
            inputs.map(({ relation }) => relations.map((one) => (one === relation ? 1 : 0))),
            relations.length,
          );
        } else if (input === "tail" || input === "first" || input === "second") {
          feeds[input] = matrix(
            encoded.map((one) => one[input]),
            encoded[0]?.tail.length ?? 0,
          );
        } else {
          const texts = inputs.map(input === "context" ? contextOf : ({ sentence }) => sentence);
          const vectors = await encoder.encode(texts, signal);
          feeds[input] = matrix(vectors, vectors[0]?.length ?? 0);
        }
      }
      const outputs = await session.run(feeds, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw criticUnfit(name, `it could not be run: ${(error as Error).message}`, error);
      });
      const numbers = (output: string): readonly number[] | undefined => {
        const data = outputs[output]?.data;
        if (data !== undefined && data.length !== inputs.length) {
          const shape = outputs[output]?.shape.join(", ");
          throw criticUnfit(
            name,
            `its ${output} of ${inputs.length} claims has the shape [${shape}]`,
          );
        }
        return data && Array.from(data as Float32Array, Number);
      };
      const plausibilities = numbers("plausibility") ?? [];
      const typicalities = numbers("typicality") ?? [];
      const uncertainties = numbers("uncertainty");
      return inputs.map((_, place): Judgement => {
        const judgement = {
          plausibility: plausibilities[place] ?? Number.NaN,
          typicality: typicalities[place] ?? Number.NaN,
          uncertainty: uncertainties === undefined ? 0 : (uncertainties[place] ?? Number.NaN),
        };
        for (const [output, value] of Object.entries(judgement)) {
          if (!(value >= 0 && value <= 1)) {
            throw criticUnfit(name, `it gave ${value} for ${output}, which is not from 0 to 1`);
          }
        }
        return judgement;
      });
    },
  };
}

const matrix = (rows: readonly ArrayLike<number>[], size: number): Tensor => {
  const data = new Float32Array(rows.length * size);
  for (const [place, row] of rows.entries()) data.set(row, place * size);
  return float32(data, [rows.length, size]);
};

/** What to say of a graph that is no critic. */
export const criticUnfit = (name: string, fault: string, cause?: unknown): CosmoError =>
  new CosmoError("CRITIC_UNFIT", `${name} is no critic that cosmo can ask: ${fault}`, {
    hint: `Give it inputs among ${inputNames.join(", ")}, and the outputs plausibility and typicality, and uncertainty if it likes, each from 0 to 1; docs/stages/score.md describes them.`,
    cause,
    exitCode: 2,
  });
