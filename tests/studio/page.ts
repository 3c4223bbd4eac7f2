/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recording, Session } from '@uroboros/instruments';
import { type Browser, chromium, type Page } from 'playwright-core';
import { EXAMPLES } from '../../packages/studio/src/examples.js';
import type { RunRequest } from '../../packages/studio/src/workers/messages.js';

/** The studio in a browser, for tests. */

export const root = join(import.meta.dirname, '../..');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

let browser: Browser;
/** A folder for a test's files. */
export let folder: string;
const servers: ChildProcess[] = [];

/** Starts `uroboros studio`, and returns the address that it prints. */
export function serve(...args: string[]): Promise<string> {
  const server = spawn(process.execPath, [join(root, 'packages/cli/bin/uroboros.js'), 'studio', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(server);
  return new Promise((resolve, reject) => {
    server.stdout!.on('data', (text: Buffer) => {
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(text.toString());
      if (address !== null) resolve(address[0]);
    });
    server.on('exit', (code) => reject(new Error(`uroboros studio ended with ${code}`)));
  });
}

/** Opens an address; errors of the page are errors of the test. */
export async function open(address: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
  page.setDefaultTimeout(45_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) problems.push(request.url());
  });
  await page.goto(address);
  await ready(page);
  return page;
}

/** What went wrong in any page: errors, and requests to other hosts. */
export const problems: string[] = [];

export const ready = (page: Page) => page.waitForSelector('.work.ready');

/**
 * Starts a run and waits until it is shown. The runs shown so far are counted before it starts, because a short one may be shown sooner than the
 * page answers, and when none is under way.
 */
export async function nextRun(page: Page, start: () => Promise<unknown>): Promise<void> {
  await ready(page);
  const before = await page.getAttribute('.work', 'data-runs');
  await start();
  await page.waitForSelector(`.work.ready:not([data-runs="${before}"])`);
}

/** Waits until the page shows a moment. */
export async function shows(page: Page, note: number): Promise<void> {
  await page.waitForSelector(`[data-note="${note}"]`);
}

export async function runExample(page: Page, name: string): Promise<void> {
  await nextRun(page, () => page.selectOption('#example', name));
}

/** Puts a text into the editor. */
export async function write(page: Page, text: string): Promise<void> {
  await page.click('.cm-content');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

export async function runText(page: Page, text: string): Promise<void> {
  await write(page, text);
  await nextRun(page, () => page.click('#run'));
}

export const text = async (page: Page, selector: string) => (await page.textContent(selector)) ?? '';

/** The session of an example, recorded here as the page records it. */
export async function sessionOf(name: string): Promise<Session> {
  const path = join(root, 'packages/studio/dist/workers/record-program.js');
  const { recordProgram } = (await import(path)) as {
    recordProgram: (request: RunRequest, sink: (bytes: Uint8Array) => void) => number;
  };
  const example = EXAMPLES.find((each) => each.name === name)!;
  const parts: Uint8Array[] = [];
  recordProgram(
    {
      source: example.source,
      filename: 'program.py',
      profile: example.profile ?? '3.13',
      thresholds: example.thresholds,
      heapBytes: 256 * 2 ** 20,
      library: {},
    },
    (bytes) => parts.push(bytes),
  );
  return new Session(new Recording(Buffer.concat(parts)));
}

/** The line at which the page stands. */
export const currentLine = (page: Page) =>
  page.$eval('.line-now', (line) => [...line.parentElement!.children].indexOf(line) + 1);
/** The counts beside the lines. */
export const gutterCounts = (page: Page) =>
  page.$$eval('.counts .line-count', (marks) =>
    marks.slice(1).map((mark) => (mark.firstChild as Text | null)?.data ?? ''),
  );

/** With STUDIO_IMAGES=1: a picture of the page as it stands, for the documentation. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env['STUDIO_IMAGES'] !== '1') return;
  mkdirSync(join(root, 'docs/images'), { recursive: true });
  await page.mouse.move(640, 6);
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(root, `docs/images/studio-${name}.png`) });
}

/** Starts the browser. */
export async function start(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'uroboros-studio-'));
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Ends the browser and all servers. */
export async function stop(): Promise<void> {
  await browser?.close();
  for (const server of servers) server.removeAllListeners('exit').kill();
  rmSync(folder, { recursive: true, force: true });
}
