import { useId } from "react";
import type { MiningGroup, MiningRule } from "../answer-parts.ts";
import { groupWords, settingText } from "../words/mining-words.ts";
import { countOf, percentOf } from "../words/numbers.ts";
import { Bar } from "./bar.tsx";

/** One line of the funnel: what went in, what each rule cut, with its settings and a few examples, what came out. */
export function RuleGroup({ group: { group, rowsIn, rowsOut, rules } }: { group: MiningGroup }) {
  const title = useId();
  const cutting = rules.filter(({ cut }) => cut > 0);
  const idle = rules.filter(({ cut }) => cut === 0);
  return (
    <section className="rule-group" aria-labelledby={title}>
      <header>
        <h3 id={title}>{groupWords(group)}</h3>
        <p className="total">
          <span className="number">{countOf(rowsIn)}</span> in
          <span aria-hidden="true"> → </span>
          <span className="hidden">, </span>
          <span className="number">{countOf(rowsOut)}</span> out
          {rowsIn > 0 && <span className="count"> {percentOf(rowsOut, rowsIn)}</span>}
        </p>
      </header>
      {cutting.length > 0 && (
        <ul className="dropped">
          {cutting.map((rule) => (
            <li key={rule.rule}>
              <RuleLine rule={rule} rowsIn={rowsIn} />
            </li>
          ))}
        </ul>
      )}
      {idle.length > 0 && (
        <p className="note">
          {cutting.length === 0 ? "No rule cut anything" : "Cut nothing"}:{" "}
          {idle.map(idleWords).join(", ")}.
        </p>
      )}
    </section>
  );
}

/** A rule that has one setting, which is null, is off. */
const idleWords = ({ rule, settings }: MiningRule): string =>
  settings.length > 0 && settings.every(({ value }) => value === null) ? `${rule} (off)` : rule;

function RuleLine({ rule, rowsIn }: { rule: MiningRule; rowsIn: number }) {
  const { rule: name, settings, cut, samples } = rule;
  const line = (
    <>
      <span className="reason">
        {name}
        {settings.map((setting) => (
          <span key={setting.name} className="about">
            {" "}
            <code>{setting.name}</code> {settingText(setting.value)}
          </span>
        ))}
      </span>
      <Bar share={cut / rowsIn} kind="dropped" />
      <span className="number">
        {countOf(cut)} <span className="count">{percentOf(cut, rowsIn)}</span>
      </span>
    </>
  );
  if (samples.length === 0) return <div className="line">{line}</div>;
  return (
    <details>
      <summary className="line">{line}</summary>
      <ul className="examples">
        {samples.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
