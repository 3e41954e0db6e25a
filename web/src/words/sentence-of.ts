/** A message of the server as a sentence of the page, with its full stop. */
export const sentenceOf = (message: string): string =>
  /[.!?…]["”’)]?$/.test(message) ? message : `${message}.`;
