import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, terminalProgress } from "./terminal-progress.ts";

/** Progress on a terminal or elsewhere, with a clock that is set by hand. */
function watched(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  const clock = { now: 0 };
  const progress = terminalProgress(
    { isTTY, columns, write: (text: string) => written.push(text) },
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
  const work = progress.started("generate", "answers", 1000);
  for (clock.now = 0; clock.now <= 12_000; clock.now += 100) work.progressed(clock.now / 100);
  const lines = look().trimEnd().split("\n");
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? "", /^generate: 50\/1,000 answers, /);
});

test("on a terminal one line lives, and the end stands on it", () => {
  const { progress, clock, look } = watched(true);
  const work = progress.started("mine", "steps", 2);
  clock.now = 1000;
  work.progressed(1, "pairs");
  clock.now = 2000;
  work.finished();
  const lines = look().split("\r\u001b[K");
  assert.equal(lines.length, 4);
  assert.match(lines[2] ?? "", /^mine: 1\/2 steps.*, pairs$/);
  assert.equal(lines[3], "mine: done in 2 s, 1 step\n");
});

test("rate and remaining time count what was done now, not what was there before", () => {
  const { progress, clock, look } = watched(true);
  const work = progress.started("generate", "answers", 100);
  work.progressed(30);
  clock.now = 900;
  work.progressed(60);
  look();
  clock.now = 10_900;
  work.progressed(80);
  assert.match(look(), /generate: 80\/100 answers, 2\.0\/s, 10 s left$/);
});

test("what takes long is told by the minute", () => {
  const { progress, clock, look } = watched(true);
  const work = progress.started("bi-encoder/fixed", "fits", 25);
  clock.now = 10_000;
  work.progressed(1);
  clock.now = 50_000;
  work.progressed(3);
  assert.match(look(), /3\/25 fits, 3\.6\/min, 6 min 7 s left$/);
});

test("without a total there is no remaining time, and before anything was done no rate", () => {
  const { progress, clock, look } = watched(true);
  const work = progress.started("import events", "rows");
  clock.now = 5000;
  work.progressed(0);
  assert.match(look(), /import events: 0 rows$/);
  clock.now = 10_000;
  work.progressed(10_000);
  assert.doesNotMatch(look(), /left/);
});

test("new work starts from nothing", () => {
  const { progress, clock, look } = watched(true);
  const before = progress.started("generate", "answers", 10);
  clock.now = 1000;
  before.progressed(10, "10 new calls");
  before.finished();
  look();
  progress.started("refine", "claims", 5);
  assert.equal(look(), "\r\u001b[Krefine: 0/5 claims");
});

test("work within other work is told in its place, and the other goes on behind it", () => {
  const { progress, clock, look } = watched(true);
  const asking = progress.started("ask", "heads", 100);
  progress.started("fetch a model, which fails", "MB", 90);
  const fetching = progress.started("fetch a model", "MB", 90);
  clock.now = 20_000;
  fetching.progressed(90);
  fetching.finished();
  assert.match(look(), /fetch a model: done in 20 s, 90 MB\n$/);
  clock.now = 30_000;
  asking.progressed(20);
  assert.match(look(), /ask: 20\/100 heads, 2\.0\/s, 40 s left$/);
  clock.now = 70_000;
  asking.progressed(100);
  asking.finished();
  assert.match(look(), /ask: done in 1 min 10 s, 100 heads\n$/);
});

test("work beside other work is told under its own name, at its own rate", () => {
  const { progress, clock, look } = watched(true);
  const one = progress.started("fetch one", "MB", 100);
  const other = progress.started("fetch other", "MB", 40);
  clock.now = 10_000;
  one.progressed(50);
  assert.match(look(), /fetch one: 50\/100 MB, 5\.0\/s, 10 s left$/);
  clock.now = 20_000;
  other.progressed(20);
  assert.match(look(), /fetch other: 20\/40 MB, 1\.0\/s, 20 s left$/);
  one.finished();
  assert.match(look(), /fetch one: done in 20 s, 50 MB\n$/);
  other.finished();
  assert.match(look(), /fetch other: done in 20 s, 20 MB\n$/);
});

test("what begins anew, as a file does from another source, is measured anew", () => {
  const { progress, clock, look } = watched(true);
  const work = progress.started("fetch a model", "MB", 100);
  work.progressed(0, "from one");
  clock.now = 50_000;
  work.progressed(30, "from one");
  clock.now = 60_000;
  work.progressed(0, "from another");
  look();
  clock.now = 65_000;
  work.progressed(50, "from another");
  assert.match(look(), /50\/100 MB, 10\/s, 5 s left, from another$/);
});

test("an unfinished live line is taken away before other words, a finished one stays", () => {
  const terminal = watched(true);
  terminal.progress.started("generate", "answers", 10);
  terminal.look();
  terminal.progress.clear();
  assert.equal(terminal.look(), "\r\u001b[K");
  terminal.progress.clear();
  terminal.progress.started("refine", "claims").finished();
  terminal.look();
  terminal.progress.clear();
  assert.equal(terminal.look(), "");

  const elsewhere = watched(false);
  elsewhere.progress.started("generate", "answers", 10);
  elsewhere.progress.clear();
  assert.equal(elsewhere.look(), "");
});

test("a live line keeps within the terminal, where that knows its width", () => {
  for (const [columns, said] of [
    [20, "\r\u001b[Kfetch all models: …"],
    [0, "\r\u001b[Kfetch all models: 0/10 MB"],
  ] as const) {
    const { progress, look } = watched(true, columns);
    progress.started("fetch all models", "MB", 10);
    assert.equal(look(), said);
  }
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
