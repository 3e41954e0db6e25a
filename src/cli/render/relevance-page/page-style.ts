import { readFileSync } from "node:fs";
import { Html } from "./html.ts";

/** What the page looks like: as the one that `cosmo serve` shows. */
export interface PageStyle {
  readonly css: Html;
  /** An SVG. */
  readonly mark: Html;
}

const houseSheets = ["tokens", "base", "pieces"];

/** Reads the sheets of the house, this page's own, and the mark. */
export function readPageStyle(): PageStyle {
  const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
  const sheets = [
    ...houseSheets.map((name) => read(`../../../../web/src/style/${name}.css`)),
    read("./relevance-page.css"),
  ];
  return {
    css: new Html(sheets.join("\n")),
    mark: new Html(read("../../../../web/public/icon.svg").trim()),
  };
}
