import { Heading } from "../parts/heading.tsx";

export function UnknownView({ address }: { address: string }) {
  return (
    <section className="failure">
      <Heading title="Nothing is here" />
      <p>
        No view has the address <code>{address}</code>.
      </p>
      <p className="hint">
        Search above, or begin at <a href="#/">the first page</a>.
      </p>
    </section>
  );
}
