import { CosmoError } from "../src/domain/cosmo-error.ts";

/** Runs a script's work; what a person can mend is told in two lines, as the command does. */
export async function withClearErrors(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CosmoError)) throw error;
    console.error(`${error.code}: ${error.message}\nNext: ${error.hint}`);
    process.exitCode = error.exitCode;
  }
}
