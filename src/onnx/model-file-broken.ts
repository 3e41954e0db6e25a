import { CosmoError } from "../domain/cosmo-error.ts";

/** A model file that cannot be what it is said to be. `what` ends the sentence "… is broken: ". */
export const modelFileBroken = (what: string, cause?: unknown): CosmoError =>
  new CosmoError("MODEL_FILE_BROKEN", `The model file is broken: ${what}`, {
    hint: "Delete the file and run the same command again to fetch it anew, or name another one.",
    cause,
  });
