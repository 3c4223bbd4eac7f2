import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { type JudgedRow, judge, judgedText } from '../harness/judged.js';
import { median } from '../harness/statistics.js';
import { shortNumber } from '../harness/table.js';
import { treesProgram } from '../instruments/trees.js';

/**
 * How soon the page shows what was asked for, in the Chromium of the system: from the request until the reference program has been run and is
 * shown, and from a click into the axis of a run of more than a million notes until the moment is drawn.
 */

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/uroboros.js', import.meta.url));
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Asked of us, in milliseconds. */
const MOST = { opened: 2000, moment: 150 } as const;

const OPENINGS = 5;
const MOMENTS = 40;

/** Trees made and dropped: a million and a half notes. */
const PROGRAM = treesProgram(64, 7);

export async function studioSuite(print: (text: string) => void): Promise<JudgedRow[]> {
  const { server, address } = await serve();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const openings: number[] = [];
    for (let i = 0; i < OPENINGS; i++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      openings.push(await opening(page, address));
      await page.close();
    }
    print(`opened, run and shown: ${openings.map((ms) => shortNumber(ms)).join(' ')} ms`);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await opening(page, address);
    const notes = await run(page, PROGRAM);
    const times = await moments(page);
    print(`a run of ${notes.toLocaleString('en-US')} notes: a moment takes ${shortNumber(median(times))} ms\n`);
    const judged = [
      judge('the page: opened, run and shown, median of 5', median(openings), MOST.opened, ' ms'),
      judge(
        `a moment of a run of ${shortNumber(notes / 1e6)} M notes, the slowest of ${MOMENTS}`,
        Math.max(...times),
        MOST.moment,
        ' ms',
      ),
    ];
    print(judgedText(judged));
    return judged;
  } finally {
    await browser.close();
    server.kill();
  }
}

function serve(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, [COMMAND, 'studio'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    server.stdout!.on('data', (text: Buffer) => {
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(text.toString())?.[0];
      if (address !== undefined) resolve({ server, address });
    });
    server.on('exit', (code) => reject(new Error(`uroboros studio ended with ${code}`)));
  });
}

async function opening(page: Page, address: string): Promise<number> {
  const start = performance.now();
  await page.goto(address);
  await page.waitForSelector('.work.ready');
  return performance.now() - start;
}

/** Runs a text; returns the number of notes of its recording up to the program's end. */
async function run(page: Page, text: string): Promise<number> {
  const before = await page.getAttribute('.work', 'data-runs');
  await page.click('.cm-content');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.click('#run');
  await page.waitForSelector(`.work.ready:not([data-runs="${before}"])`);
  for (const edge of ['beginning', 'end']) {
    await page.evaluate(WATCH);
    await page.click(`[aria-label="To the ${edge}"]`);
    await page.evaluate(SHOWN);
  }
  return Number(await page.getAttribute('[data-note]', 'data-note'));
}

/** From each click until the frame in which another moment is drawn has been shown; milliseconds. */
async function moments(page: Page): Promise<number[]> {
  const axis = (await (await page.$('#scrubber'))!.boundingBox())!;
  const times: number[] = [];
  for (let i = 0; i < MOMENTS; i++) {
    const share = 0.02 + 0.96 * (((i + 1) * 0.618_034) % 1);
    await page.evaluate(WATCH);
    await page.mouse.click(axis.x + share * axis.width, axis.y + axis.height / 2);
    times.push((await page.evaluate(SHOWN)) as number);
  }
  return times;
}

/** In the page: watches for the next press of the pointer; {@link SHOWN} is then the time until another moment is drawn and its frame is over. */
const WATCH = `window.shown = new Promise((resolve) => {
  const noteNow = () => document.querySelector('[data-note]')?.dataset.note;
  const before = noteNow();
  document.addEventListener('pointerdown', ({ timeStamp }) => {
    const look = () => {
      if (noteNow() === before) requestAnimationFrame(look);
      else setTimeout(() => resolve(performance.now() - timeStamp));
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
}); 0`;
const SHOWN = 'window.shown';
