import { CosmoError } from "../../domain/cosmo-error.ts";
import type { PlainError } from "./worker-messages.ts";

const otherModel = "Use an OpenAI-compatible server instead: set language-model.base-url.";

/** No native part of the package for this platform, or the optional package is not installed. */
export const unsupported = (reason: string): CosmoError =>
  new CosmoError(
    "EMBEDDED_MODEL_UNSUPPORTED",
    `The embedded language model cannot run on ${process.platform}-${process.arch}: ${reason}`,
    { hint: otherModel, exitCode: 2 },
  );

export const unusableFile = (file: string, reason: string): CosmoError =>
  new CosmoError("EMBEDDED_MODEL_UNUSABLE", `Cannot use the model file ${file}: ${reason}`, {
    hint: `Name a GGUF chat model of the ChatML format, or leave the file out of the settings. ${otherModel}`,
    exitCode: 2,
  });

/** The model died or failed in the middle of its work. */
export const failed = (reason: string, cause?: unknown): CosmoError =>
  new CosmoError("EMBEDDED_MODEL_FAILED", `The embedded language model failed: ${reason}`, {
    hint: `Run the command again; it goes on where it was. If it stays so: ${otherModel}`,
    retryable: true,
    cause,
  });

/** Who closes the model wants no further attempt. */
export const closed = (): CosmoError =>
  new CosmoError("EMBEDDED_MODEL_FAILED", "The embedded language model was closed", {
    hint: "Run the command again; it goes on where it was.",
  });

export const promptTooLong = (needed: number, available: number): CosmoError =>
  new CosmoError(
    "PROMPT_TOO_LONG",
    `The prompt and its answer need ${needed} tokens, the embedded model was opened for ${available}.`,
    { hint: "Shorten the prompt's texts, ask for fewer tokens, or open a larger context." },
  );

export function toPlain(error: unknown): PlainError {
  const known =
    error instanceof CosmoError
      ? error
      : failed(error instanceof Error ? error.message : String(error));
  return {
    code: known.code,
    message: known.message,
    hint: known.hint,
    retryable: known.retryable,
    exitCode: known.exitCode,
  };
}

export const fromPlain = ({ code, message, ...details }: PlainError): CosmoError =>
  new CosmoError(code, message, details);
