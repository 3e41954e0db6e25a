import type { EvidenceAnswer } from "../answer-parts.ts";
import { splitAround } from "../words/split-around.ts";

/** A prompt as it was sent and the answer as it came, with the claim marked in it. */
export function AnswerPanel({ answer, tail }: { answer: EvidenceAnswer; tail: string }) {
  const { system, prompt, answerStem, rawAnswer, model, draw, call } = answer;
  const split = splitAround(rawAnswer, tail);
  return (
    <div className="answer">
      <h4>Prompt</h4>
      <pre>
        {system !== "" && `${system}\n\n`}
        {prompt}
        {answerStem !== "" && (
          <>
            {"\n\n"}
            <span className="stem">
              <span className="label">The answer was begun for it:</span> {answerStem}
            </span>
          </>
        )}
      </pre>
      <h4>Raw answer</h4>
      <pre className="raw">
        {split ? (
          <>
            {split.before}
            <mark>{split.within}</mark>
            {split.after}
          </>
        ) : (
          rawAnswer
        )}
      </pre>
      <p className="note">
        {model} · draw {draw} · <code>{call}</code>
      </p>
    </div>
  );
}
