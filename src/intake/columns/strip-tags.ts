/** Elements that stand within a line; all others part what is before them from what is behind. */
const inline =
  "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr";
const block =
  "address|article|aside|blockquote|body|br|button|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html|iframe|img|li|link|main|meta|nav|object|ol|p|picture|pre|script|section|source|style|table|tbody|td|tfoot|th|thead|title|tr|ul|video";

const comment = /<!--[^<>]*-->/g;
/** What an element holds that is no text of the page. */
const unseen = /<(script|style)\b[^<>]*>[^<]*<\/\1\s*>/gi;
const inlineTag = new RegExp(`</?(?:${inline})(?:\\s[^<>]*)?/?>`, "gi");
const blockTag = new RegExp(`</?(?:${block})(?:\\s[^<>]*)?/?>`, "gi");

/**
 * Text without the tags of HTML: `<p>Dome <b>Tent</b></p>` is ` Dome Tent `. Only elements that HTML has,
 * and only whole tags: `a < b` and `size <M>` stay. To be called before references are resolved, so
 * that a `<` that was written as `&lt;` stays too.
 */
export function stripTags(text: string): string {
  if (!text.includes("<")) return text;
  return text
    .replace(comment, " ")
    .replace(unseen, " ")
    .replace(inlineTag, "")
    .replace(blockTag, " ");
}
