import { classesSection } from "./classes-section.ts";
import { controlSection } from "./control-section.ts";
import { differencesSection } from "./differences-section.ts";
import { errorsSection } from "./errors-section.ts";
import { evaluatedSection } from "./evaluated-section.ts";
import { Html, html } from "./html.ts";
import { makingSection } from "./making-section.ts";
import type { PageStyle } from "./page-style.ts";
import type { RelevanceResult } from "./result-parts.ts";
import { rowsSection } from "./rows-section.ts";
import { slicesSection } from "./slices-section.ts";
import { summary } from "./summary.ts";

/** By this a page is known for one of ours, which may be written anew. */
export const relevancePageMark = '<meta name="generator" content="cosmo evaluate relevance">';

export interface RelevancePage {
  /** As `cosmo evaluate relevance --json` prints it. */
  readonly result: RelevanceResult;
  /** That makes the page again. */
  readonly command: string;
  readonly style: PageStyle;
}

/** A whole HTML document that asks for nothing else: no script, no font, no network. */
export function relevancePage({ result, command, style }: RelevancePage): string {
  const sections = [
    evaluatedSection(result),
    controlSection(result),
    rowsSection(result),
    differencesSection(result),
    classesSection(result),
    slicesSection(result),
    errorsSection(result),
    makingSection(result, command),
  ];
  const icon = `data:image/svg+xml,${encodeURIComponent(style.mark.markup)}`;
  return `<!doctype html>
${
  html`<html lang="en">
<head>
<meta charset="utf-8">
${new Html(relevancePageMark)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>cosmo: how well a product fits a query</title>
<link rel="icon" href="${icon}">
<style>
${style.css}
</style>
</head>
<body>
<main class="report">
<p class="house">${style.mark} cosmo</p>
${summary(result)}
${sections}
</main>
</body>
</html>`.markup
}
`;
}
