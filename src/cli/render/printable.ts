/** Control characters, C0 and C1, except line breaks: a terminal would obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** A text with its control characters written out: an escape becomes the six signs \u001b. */
export const printable = (text: string): string =>
  text.replace(control, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
