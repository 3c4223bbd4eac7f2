import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Signals sent to the command as built. A program says `ready` when one may come. */

const command = resolve(import.meta.dirname, '../bin/uroboros.js');

/** Milliseconds from that word to the signal: the program is then in what it means to be in. */
const AFTER_MS = 500;

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/** Runs a program and sends it signals, one whenever it prints `ready`. */
function interrupted(
  code: string,
  signals: readonly NodeJS.Signals[] = [],
  input: number | 'ignore' = 'ignore',
): Promise<Ended> {
  const child = spawn(process.execPath, [command, 'run', '-c', code], { stdio: [input, 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  let sent = 0;
  child.stdout!.on('data', (chunk) => {
    out += chunk;
    while (sent < signals.length && out.split('ready\n').length > sent + 1) {
      const signal = signals[sent++];
      setTimeout(() => child.kill(signal), AFTER_MS);
    }
  });
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => {
    child.on('close', (status, signal) => done({ out, err, code: status, signal }));
  });
}

const READY = "import sys\ndef ready(): print('ready'); sys.stdout.flush()\n";

describe('Ctrl-C', () => {
  it('ends an endless loop with a traceback, as a process that the signal killed', async () => {
    const ended = await interrupted(`${READY}ready()\nwhile 1: pass`, ['SIGINT']);
    expect(ended).toMatchObject({ out: 'ready\n', code: null, signal: 'SIGINT' });
    expect(ended.err).toMatch(/^Traceback \(most recent call last\):\n {2}File "<string>", line 4, in <module>\n/);
    expect(ended.err).toMatch(/\nKeyboardInterrupt\n$/);
  });

  it('can be caught, again and again, in calls, loops and sleep', async () => {
    const program = `${READY}import time
def f(): return f2()
def f2():
  for i in range(10**12): pass
for run in (f, lambda: time.sleep(100)):
  try:
    ready()
    run()
  except KeyboardInterrupt: print('caught')`;
    const ended = await interrupted(program, ['SIGINT', 'SIGINT']);
    expect(ended).toEqual({ out: 'ready\ncaught\n'.repeat(2), err: '', code: 0, signal: null });
  });

  it('reaches a program that waits for input', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uroboros-'));
    execFileSync('mkfifo', [join(folder, 'input')]);
    const input = openSync(join(folder, 'input'), constants.O_RDWR);
    const program = `${READY}ready()\ntry: input()\nexcept KeyboardInterrupt: print('caught')`;
    const ended = await interrupted(program, ['SIGINT'], input);
    closeSync(input);
    rmSync(folder, { recursive: true });
    expect(ended).toEqual({ out: 'ready\ncaught\n', err: '', code: 0, signal: null });
  });

  it('goes to the handler that the program has set, and no further', async () => {
    const program = `${READY}import signal
came = []
signal.signal(signal.SIGINT, lambda n, frame: came.append((n, frame.f_code.co_name)))
signal.signal(signal.SIGUSR1, lambda n, frame: came.append(n))
def wait(n):
  ready()
  while len(came) < n: pass
wait(1); wait(2)
print(came)`;
    const ended = await interrupted(program, ['SIGINT', 'SIGUSR1']);
    expect(ended).toEqual({ out: "ready\nready\n[(2, 'wait'), 10]\n", err: '', code: 0, signal: null });
  });
});

describe('signals', () => {
  it('come from the timer, and wake a sleeper', async () => {
    const program = `import signal, time
signal.signal(signal.SIGALRM, lambda n, frame: print('alarm', n))
signal.setitimer(signal.ITIMER_REAL, 0.05)
before = time.monotonic()
time.sleep(0.3)
print(time.monotonic() - before >= 0.3, signal.getitimer(signal.ITIMER_REAL))
class Late(Exception): pass
def late(n, frame): raise Late
signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try: time.sleep(100)
except Late: print('late')
ticks = []
signal.signal(signal.SIGALRM, lambda n, frame: ticks.append(n))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
while len(ticks) < 3: time.sleep(0.01)
signal.setitimer(signal.ITIMER_REAL, 0)
print('ticks')`;
    const ended = await interrupted(program);
    expect(ended).toEqual({ out: 'alarm 14\nTrue (0.0, 0.0)\nlate\nticks\n', err: '', code: 0, signal: null });
  });

  it('end the process by default', async () => {
    const program = 'import os, signal; os.kill(os.getpid(), signal.SIGTERM); print(1)';
    expect(await interrupted(program)).toEqual({ out: '', err: '', code: null, signal: 'SIGTERM' });
  });
});

describe('an event loop', () => {
  it('cancels the main task at Ctrl-C, which cleans up', async () => {
    const program = `${READY}import asyncio
async def main():
  try:
    ready()
    await asyncio.sleep(60)
  finally:
    await asyncio.sleep(0)
    print('clean')
asyncio.run(main())`;
    const ended = await interrupted(program, ['SIGINT']);
    expect(ended).toMatchObject({ out: 'ready\nclean\n', code: null, signal: 'SIGINT' });
    expect(ended.err).toMatch(/\nKeyboardInterrupt\n$/);
  });

  it('runs the callbacks of its signal handlers, and waits for them without end', async () => {
    const program = `${READY}import asyncio, signal
async def main():
  stop = asyncio.Event()
  asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
  ready()
  await stop.wait()
  print('stopped')
asyncio.run(main())`;
    expect(await interrupted(program, ['SIGTERM'])).toMatchObject({ out: 'ready\nstopped\n', code: 0 });
  });

  it('ends a wait that nothing else could end', async () => {
    const ended = await interrupted(`${READY}import asyncio\nready()\nasyncio.run(asyncio.Event().wait())`, ['SIGINT']);
    expect(ended).toMatchObject({ out: 'ready\n', code: null, signal: 'SIGINT' });
    expect(ended.err).toMatch(/\nKeyboardInterrupt\n$/);
  });
});
