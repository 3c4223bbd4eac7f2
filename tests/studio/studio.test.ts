import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { countAt, countSeries, firstChoice, memoryView, momentView, parsePlace } from '@uroboros/instruments';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../packages/studio/src/examples.js';
import { mapOf } from '../../packages/studio/src/views/memory-map.js';
import {
  currentLine,
  folder,
  gutterCounts,
  open,
  problems,
  ready,
  root,
  runExample,
  runText,
  serve,
  sessionOf,
  shows,
  start,
  stop,
  takePicture,
  text,
  write,
} from './page.js';

/** The page of the studio, from end to end: served by the command, shown by a browser, compared with the recording of the same run. */

beforeAll(start);
afterAll(stop);

describe('the studio', () => {
  let address: string;
  let page: Page;

  beforeAll(async () => {
    address = await serve();
    page = await open(address);
  });

  it('opens with the reference program already run, and shows the count over its lines', async () => {
    expect(await text(page, '#output')).toBe('count 4\ncount 5\ncount 6\ncount 5\n');
    expect(await text(page, '#chosen-name')).toBe('a');
    await page.waitForSelector('.counts .line-count >> nth=8');
    expect(await gutterCounts(page)).toEqual(['2', '3', '3', '4', '4', '5', '5', '4', '2']);
    expect(await text(page, '.counts .line-count:has-text("3") .line-peak')).toBe('↑4');
  });

  it('steps by lines and by changes of the count', async () => {
    await page.click('[aria-label="To the beginning"]');
    await page.waitForSelector('.line-now');
    expect(await currentLine(page)).toBe(1);
    for (let line = 2; line <= 5; line++) await page.click('#line-next');
    await expect.poll(() => currentLine(page)).toBe(5);
    await expect.poll(() => text(page, '#chosen-count')).toBe('×4');
    await page.click('#count-next');
    await expect.poll(() => text(page, '#chosen-count')).toBe('×5');
    expect(await text(page, '#position')).toBe('while line 5 runs');
    await page.click('#count-next');
    await expect.poll(() => text(page, '#chosen-count')).toBe('×4');
    await page.click('#line-back');
    await expect.poll(() => text(page, '#position')).toBe('before line 5');
    await page.click('#collection-next');
    await expect.poll(() => text(page, '#position')).toBe('the interpreter takes everything apart');
  });

  it('every step is reached by the keyboard, and the views are', async () => {
    await page.focus('#scrubber');
    await page.keyboard.press('Home');
    await expect.poll(() => text(page, '#position')).toBe('before line 1');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => text(page, '#position')).toBe('before line 3');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => text(page, '#position')).toBe('while line 3 runs');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => text(page, '#position')).toBe('before line 2');
    await page.keyboard.press('End');
    await page.keyboard.press('[');
    expect(await page.getAttribute('#scrubber', 'aria-valuetext')).not.toBe('before line 2');
    for (const [key, view] of [
      ['2', '.generations'],
      ['3', '#memory-map'],
      ['4', '.time'],
      ['1', '.graph'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForSelector(view);
    }
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('[data-count="3"]');
    await page.focus('.object .badge');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.holders-popover');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.holders-popover', { state: 'detached' });
  });

  it('counts open to their holders', async () => {
    await page.click('.object .badge');
    const holders = await page.$$eval('.holders-popover .holder-list li', (lines) =>
      lines.map((line) => line.textContent),
    );
    expect(holders).toEqual(['item 0 of the constants of <module>', "the parser's arena", 'global a']);
    await page.keyboard.press('Escape');
  });

  it('shows at random moments what the recording says', async () => {
    for (const name of ['counts', 'parent-and-child', 'resurrection']) {
      const session = await sessionOf(name);
      const example = EXAMPLES.find((each) => each.name === name)!;
      const chosen = firstChoice(session, { place: parsePlace(example.place) })!;
      const series = countSeries(session, chosen.object, chosen.note);
      await runExample(page, name);
      let seed = 7;
      for (let n = 0; n < 8; n++) {
        seed = (seed * 48_271) % 2_147_483_647;
        const note = seed % session.recording.notes;
        await page.evaluate((moment) => {
          location.hash = `moment=${moment}`;
        }, note);
        await shows(page, note);
        const shown = await page.$$eval('[data-object]', (boxes) =>
          boxes.map((box) => [Number(box.getAttribute('data-object')), box.getAttribute('data-count')]),
        );
        const view = momentView(session, note, chosen.object);
        const sorted = (rows: unknown[][]) => rows.map(String).sort();
        expect(sorted(shown)).toEqual(
          sorted(view.objects.map(({ object, count, immortal }) => [object, immortal ? '∞' : `${count}`])),
        );
        const names = await page.$$eval('[data-name]', (rows) =>
          rows.map((row) => [row.getAttribute('data-name'), Number(row.getAttribute('data-target'))]),
        );
        expect(sorted(names)).toEqual(
          sorted(view.frames.flatMap((frame) => frame.names.map(({ name: each, object }) => [each, object]))),
        );
        const isAlive = note >= series.born && (series.died < 0 || note < series.died);
        expect(await page.isVisible('#not-alive')).toBe(!isAlive);
        if (!isAlive) continue;
        const { count, holders } = countAt(session, chosen.object, note);
        expect(await text(page, '#chosen-count')).toBe(`×${count}`);
        expect(await text(page, '.why .holders h3')).toBe(`Its count is ${count}`);
        const listed = await page.$$eval('.why .holders .holder-list li', (lines) =>
          lines.reduce((sum, line) => sum + Number(/(\d+) times/.exec(line.textContent ?? '')?.[1] ?? 1), 0),
        );
        expect(listed).toBe(holders.length);
      }
    }
  });

  it('every example runs, in its view', async () => {
    for (const { name, view } of EXAMPLES) {
      await runExample(page, name);
      await page.waitForSelector(`#tab-${view ?? 'objects'}[aria-selected="true"]`);
      expect(await text(page, '#state')).toBe('The program ran to its end.');
      await page.waitForSelector('#chosen-name:not(:empty)');
    }
  });

  it('walks through a collection pass by pass', async () => {
    await runExample(page, 'generations');
    const lane = (n: number) => page.getAttribute(`[data-generation="${n}"]`, 'data-own');
    await page.waitForSelector('.looked');
    expect([await lane(0), await lane(1)]).toEqual(['3', '1']);
    await page.click('#pass-next');
    await page.click('#pass-next');
    await expect.poll(() => text(page, '.pass-text strong')).toBe('copy counts');
    await page.click('#pass-next');
    await expect.poll(() => text(page, '.looked tbody tr td:nth-child(3)')).toBe('1 → 1');
    await page.click('#pass-next');
    await expect.poll(() => text(page, '.looked tbody tr td:nth-child(4)')).toBe('kept');
    await page.click('#line-next');
    await expect.poll(async () => [await lane(0), await lane(1)]).toEqual(['1', '4']);
  });

  it('the map of memory names a block, and chooses its object', async () => {
    await runExample(page, 'memory');
    await page.click('#line-back');
    await page.waitForSelector('#memory-map');
    await page.click('.memory-lists summary');
    await page.click('.blocks .link >> nth=0');
    await page.waitForSelector('.blocks .link.chosen');
    const session = await sessionOf('memory');
    const memory = memoryView(session, session.timeline.notes.findLast((note) => note < session.programEnd)!);
    const canvas = (await (await page.$('#memory-map'))!.boundingBox())!;
    const map = mapOf(memory, canvas.width);
    const pool = map.pools.find(({ first, blocks }) => memory.states.slice(first, first + blocks).includes(3))!;
    const block = memory.states.indexOf(3, pool.first) - pool.first;
    await page.mouse.move(
      canvas.x + pool.x + ((block % pool.columns) + 0.5) * pool.cellWidth,
      canvas.y + pool.y + (Math.floor(block / pool.columns) + 0.5) * pool.cellHeight,
    );
    const said = await text(page, '#pointed');
    expect(said).toMatch(/^block of \d+ B at 0x[0-9a-f]+: object of the program, /);
    await page.mouse.down();
    await page.mouse.up();
    const owner = memory.owners[pool.first + block]!;
    await expect.poll(() => text(page, '.chosen-title .quiet')).toContain(`0x${(4 * owner).toString(16)}`);
    await takePicture(page, 'memory');
  });

  it('draws the counts of several objects over time', async () => {
    await runExample(page, 'parent-and-child');
    await page.click('#pin');
    await page.click('.why .holders .link');
    await page.click('#tab-time');
    await page.waitForSelector('.life-line >> nth=1');
    const before = await text(page, '#position');
    await page.click('.chart svg >> nth=0', { position: { x: 200, y: 40 } });
    expect(await text(page, '#position')).not.toBe(before);
    await takePicture(page, 'time');
  });

  it('runs with the thresholds and the version that are chosen', async () => {
    await page.fill('#thresholds', '5, 2');
    await page.keyboard.press('Tab');
    await runText(page, 'import gc\nprint(gc.get_threshold())\n');
    expect(await text(page, '#output')).toBe('(5, 2, 10)\n');
    await page.fill('#thresholds', '');
    await page.selectOption('#profile', '3.12');
    await runText(page, "import sys\na = 'hello'\nprint(sys.getrefcount(a))\n");
    expect(await text(page, '#output')).toBe('4294967295\n');
    await page.selectOption('#profile', '3.13');
  });

  it('errors stand under their line', async () => {
    await runText(page, 'x = 1\nif x\n    pass\n');
    expect(await text(page, '.line-error')).toBe("SyntaxError: expected ':'");
    expect(await page.$eval('.line-error', (error) => error.previousElementSibling?.textContent)).toBe('if x');
    await runText(page, 'def f():\n    return [][1]\n\nf()\n');
    expect(await text(page, '.line-error')).toBe('IndexError: list index out of range');
    expect(await page.$eval('.line-error', (error) => error.previousElementSibling?.textContent)).toContain('[][1]');
    expect(await text(page, '#output')).toContain('Traceback');
    await runText(page, 'import socket\n');
    expect(await text(page, '.line-error')).toBe("ModuleNotFoundError: No module named 'socket'");
  });

  it('an endless loop is stopped, and what it did is shown', async () => {
    await write(page, 'n = 0\nwhile True:\n    n = pow(3, 20_000) % 7\n');
    await page.click('#run');
    await page.waitForSelector('#stop');
    await page.click('#tab-time');
    await page.waitForFunction(() => /0\.[3-9]|[1-9]\d*\.\d/.test(document.querySelector('#state')?.textContent ?? ''));
    await page.click('#stop');
    await ready(page);
    expect(await text(page, '#state')).toContain('You stopped the program');
    expect(await text(page, '#position')).toBe('the program was stopped here');
    await page.click('#tab-objects');
    await page.click('#line-back');
    await page.waitForSelector('[data-name="n"]');
  });

  it('a recording that grows without end is bounded, and the page answers', async () => {
    await write(page, 'kept = []\nwhile True:\n    kept.append([])\n');
    await page.click('#run');
    await page.waitForSelector('#stop');
    await page.waitForSelector('.work.ready', { timeout: 60_000 });
    expect(await text(page, '#state')).toContain('reached 64 MB');
    await page.click('#line-back');
    await page.waitForSelector('#rest', { timeout: 60_000 });
  });

  it('markup in a program stays text', async () => {
    await runText(page, 'a = ["<img src=x onerror=alert(1)>"]\nprint(a[0])\n');
    expect(await text(page, '#output')).toBe('<img src=x onerror=alert(1)>\n');
    expect(await page.$('img')).toBeNull();
  });

  it('modules of the standard library can be imported', async () => {
    await runText(
      page,
      'import json, weakref\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\nd = weakref.WeakValueDictionary()\nprint(A(1), len(d), json.dumps([1.5]))\n',
    );
    expect(await text(page, '#output')).toBe('A(x=1) 0 [1.5]\n');
  });

  it('speaks Korean', async () => {
    await page.selectOption('#language', 'ko');
    expect(await text(page, '#run')).toContain('실행');
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
    await runExample(page, 'counts');
    expect(await text(page, '.why .holder-list')).toContain('전역 이름 a');
    await page.selectOption('#language', 'en');
  });

  it('has a dark look', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.selectOption('#theme', 'dark');
    expect(await background()).not.toBe(light);
    await page.selectOption('#theme', 'auto');
  });

  it('fits a narrow screen', async () => {
    const narrow = await open(address, { viewport: { width: 390, height: 780 } });
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await narrow.click('#line-back');
    await expect.poll(() => text(narrow, '#position')).toBe('before line 9');
    await narrow.close();
  });

  it('nothing failed in the page, and nothing was asked of any other host', () => {
    expect(problems).toEqual([]);
  });
});

describe('uroboros studio', () => {
  it('puts a program into the editor', async () => {
    const file = join(folder, 'mine.py');
    writeFileSync(file, 'mine = [1]\nprint(len(mine))\n');
    const page = await open(await serve(file));
    expect(await text(page, '#output')).toBe('1\n');
    expect(await text(page, '#chosen-name')).toBe('mine');
    await page.close();
  });

  it('opens a recording', async () => {
    const program = join(folder, 'recorded.py');
    const recording = join(folder, 'run.uro');
    writeFileSync(program, 'theirs = {"a": []}\nprint("recorded")\n');
    const command = join(root, 'packages/cli/bin/uroboros.js');
    await new Promise((resolve) =>
      spawn(process.execPath, [command, 'record', program, '-o', recording]).on('exit', resolve),
    );
    const page = await open(await serve(recording));
    expect(await text(page, '#output')).toBe('recorded\n');
    expect(await text(page, '.cm-content')).toContain('theirs');
    expect(await text(page, '#chosen-name')).toBe('theirs');
    await page.close();
  });

  it('the page works on any host of static files', async () => {
    const page = join(root, 'packages/studio/dist/page');
    const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
    const host = createServer(({ url }, response) => {
      const name = url === '/' ? 'index.html' : url!.slice(1);
      response.setHeader('Content-Type', types[name.split('.').at(-1)!] ?? 'application/octet-stream');
      response.end(readFileSync(join(page, name)));
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const shown = await open(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    expect(await shown.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
    expect(await text(shown, '#output')).toContain('count 4');
    await shown.close();
    host.close();
  });

  it('serves the page only, and only to this machine', async () => {
    const address = await serve();
    const get = (path: string, init?: RequestInit) => fetch(`${address}${path}`, init);
    const page = await get('');
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(page.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(page.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect((await get('..%2f..%2fpackage.json')).status).toBe(404);
    expect((await get('../main.js')).status).toBe(404);
    expect((await get('built')).status).toBe(404);
    expect((await get('given')).status).toBe(404);
    expect((await get('', { method: 'POST' })).status).toBe(405);
  });
});
