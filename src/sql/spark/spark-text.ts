const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text as an SQL literal of Spark, in plain ASCII on one line: nothing in it can end a statement. */
export const sparkText = (text: string): string =>
  `'${text.replaceAll(/[^ -~]|['\\;]/g, escaped)}'`;

/** A path as Hadoop's globs know it: none of its characters stands for others. */
export const globText = (path: string): string => path.replaceAll(/[\\{}[\]*?,]/g, "\\$&");

/** A statement on one line, without comments; those begin a line. Other letters than ASCII's stand in literals alone. */
export const oneLine = (statement: string): string =>
  statement
    .replaceAll(/^\s*--.*$/gm, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim()
    .replaceAll(/[\u0080-\uffff]/g, escaped);
