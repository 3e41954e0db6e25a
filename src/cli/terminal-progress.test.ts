import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, terminalProgress } from "./terminal-progress.ts";

/** Progress on a terminal or elsewhere, with a clock that is set by hand. */
function watched(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const progress = terminalProgress(
    { isTTY, write: (text: string) => written.push(text) },
    () => clock.now,
  );
  return {
    progress,
    clock,
    /** What was written since the last look. */
    look: () => written.splice(0).join(""),
  };
}

test("elsewhere than on a terminal a plain line comes every five seconds at most", () => {
  const { progress, clock, look } = watched(false);
  progress.started("generate", "answers", 1000);
  for (clock.now = 0; clock.now <= 12_000; clock.now += 100) progress.progressed(clock.now / 100);
  const lines = look().trimEnd().split("\n");
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? "", /^generate: 50\/1,000 answers, /);
});

test("on a terminal one line lives, and the end stands on it", () => {
  const { progress, clock, look } = watched(true);
  progress.started("mine", "steps", 2);
  clock.now = 1000;
  progress.progressed(1, "pairs");
  clock.now = 2000;
  progress.finished();
  const lines = look().split("\r\u001b[K");
  assert.equal(lines.length, 4);
  assert.match(lines[2] ?? "", /^mine: 1\/2 steps.*, pairs$/);
  assert.equal(lines[3], "mine: done in 2 s, 1 step\n");
});

test("rate and remaining time count what was done now, not what was there before", () => {
  const { progress, clock, look } = watched(true);
  progress.started("generate", "answers", 100);
  progress.progressed(30);
  clock.now = 900;
  progress.progressed(60);
  look();
  clock.now = 10_900;
  progress.progressed(80);
  assert.match(look(), /generate: 80\/100 answers, 2\.0\/s, 10 s left$/);
});

test("what takes long is told by the minute", () => {
  const { progress, clock, look } = watched(true);
  progress.started("bi-encoder/fixed", "fits", 25);
  clock.now = 10_000;
  progress.progressed(1);
  clock.now = 50_000;
  progress.progressed(3);
  assert.match(look(), /3\/25 fits, 3\.6\/min, 6 min 7 s left$/);
});

test("without a total there is no remaining time, and before anything was done no rate", () => {
  const { progress, clock, look } = watched(true);
  progress.started("import events", "rows");
  clock.now = 5000;
  progress.progressed(0);
  assert.match(look(), /import events: 0 rows$/);
  clock.now = 10_000;
  progress.progressed(10_000);
  assert.doesNotMatch(look(), /left/);
});

test("new work starts from nothing", () => {
  const { progress, clock, look } = watched(true);
  progress.started("generate", "answers", 10);
  clock.now = 1000;
  progress.progressed(10, "10 new calls");
  progress.finished();
  look();
  progress.started("refine", "claims", 5);
  assert.equal(look(), "\r\u001b[Krefine: 0/5 claims");
});

test("work within other work is told in its place, and the other goes on behind it", () => {
  const { progress, clock, look } = watched(true);
  progress.started("ask", "heads", 100);
  progress.started("fetch a model", "MB", 90);
  clock.now = 20_000;
  progress.progressed(90);
  progress.finished();
  look();
  clock.now = 30_000;
  progress.progressed(20);
  assert.match(look(), /ask: 20\/100 heads, 2\.0\/s, 40 s left$/);
  clock.now = 70_000;
  progress.progressed(100);
  progress.finished();
  assert.match(look(), /ask: done in 1 min 10 s, 100 heads\n$/);
});

test("an unfinished live line is taken away before other words, a finished one stays", () => {
  const terminal = watched(true);
  terminal.progress.started("generate", "answers", 10);
  terminal.look();
  terminal.progress.clear();
  assert.equal(terminal.look(), "\r\u001b[K");
  terminal.progress.clear();
  terminal.progress.started("refine", "claims");
  terminal.progress.finished();
  terminal.look();
  terminal.progress.clear();
  assert.equal(terminal.look(), "");

  const elsewhere = watched(false);
  elsewhere.progress.started("generate", "answers", 10);
  elsewhere.progress.clear();
  assert.equal(elsewhere.look(), "");
});

test("durations are said as people say them", () => {
  const said = [0.04, 0.96, 59.4, 59.6, 200, 3599.9, 7500].map(duration);
  assert.deepEqual(said, [
    "0.0 s",
    "1 s",
    "59 s",
    "1 min 0 s",
    "3 min 20 s",
    "1 h 0 min",
    "2 h 5 min",
  ]);
});
