/** Builds the page where it is not there, or its sources are others than it was built from. */
export function buildPage(): void;
