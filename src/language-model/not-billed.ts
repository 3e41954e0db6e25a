const known = new WeakSet<Error>();

/** Marks an error that says that nothing was billed: the server refused, or was never reached. */
export function notBilled<Failure extends Error>(error: Failure): Failure {
  known.add(error);
  return error;
}

/** Of any other error it is not known: the answer may have been lost on its way. */
export const isNotBilled = (error: unknown): boolean => error instanceof Error && known.has(error);
