import { hashOf } from "../../domain/hash.ts";
import type { GenerateRequest } from "../language-model.ts";

/**
 * Seed of a request's random draws, so that the same request gives the same text. Where an answer is
 * cut is left out: with more tokens or another stop, the same answer goes on. 31 bits, because
 * llama.cpp takes 0xffffffff for "choose a seed yourself".
 */
export function samplingSeed({ maxTokens, stop, ...request }: GenerateRequest): number {
  return Number.parseInt(hashOf(request).slice(0, 8), 16) >>> 1;
}
