import { type ReactNode, useEffect, useRef } from "react";
import { arrive } from "../routes/places.ts";
import { useAddress } from "../routes/use-address.ts";

/** The view's heading: a reader who followed a link begins here, and the tab is named after it. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const address = useAddress();
  useEffect(() => {
    document.title = title === "cosmo" ? title : `${title} · cosmo`;
    arrive(address, heading.current);
  }, [address, title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
