/** Where a reader was on a view: how far down, and on which link. */
interface Place {
  readonly scroll: number;
  readonly link: string | null;
}

const places = new Map<string, Place>();
/** The view that is there; the first one is left alone, as any page that opens. */
let here = window.location.hash;
let isForward = false;
let isFirst = true;

/** Notes the place on each view that a link leads away from. */
export function watchPlaces(): void {
  window.history.scrollRestoration = "manual";
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a[href^='#/']")?.getAttribute("href");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) leave(link, link);
  });
}

/** Goes to an address as a link does. */
export function go(address: string): void {
  leave(address, null);
  window.location.hash = address;
}

function leave(address: string, link: string | null): void {
  if (address === here) return;
  isForward = true;
  places.set(here, { scroll: window.scrollY, link });
}

/**
 * When a view is there whole: after a link to its heading, after the back button to the place that was
 * noted. Where a view took the place of what had the focus, such as the form for the key, its heading gets it.
 */
export function arrive(address: string, heading: HTMLElement | null): void {
  const isOpening = isFirst;
  isFirst = false;
  if (address === here) {
    const isLost = document.activeElement === document.body;
    if (isLost && !isOpening) heading?.focus({ preventScroll: true });
    return;
  }
  const place = isForward ? undefined : places.get(address);
  here = address;
  isForward = false;
  window.scrollTo(0, place?.scroll ?? 0);
  const link = place?.link
    ? document.querySelector<HTMLElement>(`main a[href="${CSS.escape(place.link)}"]`)
    : null;
  (link ?? heading)?.focus({ preventScroll: true });
}
