export interface Token {
  /** A template is a piece of a literal with `${…}` in it: the text before the first, or behind one. */
  readonly kind: "word" | "string" | "template" | "sign";
  /** Of a string the content without quotes, otherwise the text itself. */
  readonly text: string;
  /** From 1; of a string, where it begins. */
  readonly line: number;
}

const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const string = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/y;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const word = /[\p{ID_Start}\p{Nd}$_][\p{ID_Continue}$]*/uy;
/** After these a slash begins a regular expression, as it does after most signs. */
const beforeExpression = new Set(
  "return typeof case in of do else void delete throw new await yield instanceof".split(" "),
);

/**
 * The words, strings and signs of TypeScript source; comments and regular expressions are left out,
 * the code inside templates is not. No parser: enough to see what a module imports and reads.
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  /** For each `${…}` around the place: how many of its braces are open. */
  const templates: number[] = [];
  let at = 0;
  let line = 1;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text === undefined || text === "") return undefined;
    at += text.length;
    line += text.split("\n").length - 1;
    return text;
  };
  /** Goes on in a template, to its end or into its next `${`; a string is one without any. */
  const takeTemplateText = (): Pick<Token, "kind" | "text"> => {
    const text = take(templateText) ?? "";
    const isOpen = source.startsWith("${", at);
    at += isOpen ? 2 : 1;
    if (isOpen) templates.push(0);
    return { kind: isOpen ? "template" : "string", text };
  };
  const takeToken = (): Pick<Token, "kind" | "text"> | undefined => {
    const literal = take(string);
    if (literal !== undefined) return { kind: "string", text: literal.slice(1, -1) };
    const name = take(word);
    if (name !== undefined) return { kind: "word", text: name };
    if (beginsExpression(tokens.at(-1)) && take(regularExpression) !== undefined) return undefined;
    const sign = source.charAt(at++);
    if (sign === "`") return takeTemplateText();
    const open = templates.pop();
    if (sign === "}" && open === 0) {
      const { text } = takeTemplateText();
      return text === "" ? undefined : { kind: "template", text };
    }
    if (open !== undefined) templates.push(open + (sign === "{" ? 1 : sign === "}" ? -1 : 0));
    return { kind: "sign", text: sign };
  };

  while (at < source.length) {
    if (take(space) ?? take(comment)) continue;
    const start = line;
    const token = takeToken();
    if (token !== undefined) tokens.push({ ...token, line: start });
  }
  return tokens;
}

function beginsExpression(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "sign") return ![")", "]", "}"].includes(before.text);
  return before.kind === "word" && beforeExpression.has(before.text);
}
