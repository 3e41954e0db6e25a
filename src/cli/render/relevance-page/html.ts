import { printable } from "../printable.ts";

/** Markup that `html` made: what was put into it is escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = string | number | Html | readonly Value[];

/**
 * Markup with values put in: texts and numbers are escaped, for elements and for attributes in double quotes, and
 * markup stands as it is. Signs that no page may hold are written out.
 *
 * @example html`<p title="${'"'}">${"<b>"}</p>`.markup // <p title="&quot;">&lt;b&gt;</p>
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const texts = values.map(markupOf);
  return new Html(parts.map((part, place) => `${part}${texts[place] ?? ""}`).join(""));
}

const markupOf = (value: Value): string => {
  if (value instanceof Html) return value.markup;
  if (typeof value === "object") return value.map(markupOf).join("");
  return escaped(printable(String(value)));
};

const escapes: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;" },
  ...{ '"': "&quot;", "'": "&#39;" },
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? "");
