import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextRun, open, runExample, serve, start, stop, takePicture, text } from './page.js';

/** The steps of docs/studio.md, one test for each. With STUDIO_IMAGES=1 they take the pictures of that page. */

let page: Page;

const picture = (name: string): Promise<void> => takePicture(page, name);

const holders = () => page.$$eval('.why .holders .holder-list li', (lines) => lines.map((line) => line.textContent));

describe('docs/studio.md', () => {
  beforeAll(async () => {
    await start();
    page = await open(await serve());
  });
  afterAll(stop);

  it('1. the page opens with a program that has run', async () => {
    expect(await text(page, '#output')).toContain('count 4');
    await page.waitForSelector('.counts .line-count >> nth=8');
    await picture('open');
  });

  it('2. two objects are out of reach and alive', async () => {
    await runExample(page, 'parent-and-child');
    await page.waitForSelector('.object.lost');
    expect(await text(page, '#position')).toBe('before line 16');
    expect(await page.$$eval('.object.lost', (boxes) => boxes.map((box) => box.getAttribute('data-count')))).toEqual([
      '1',
      '1',
      '1',
      '1',
    ]);
    await page.waitForSelector('#cycles li');
    await picture('cycle');
  });

  it('3. each holder leads on, until the way is a circle', async () => {
    expect(await text(page, '#chosen-name')).toBe('mother');
    expect(await holders()).toEqual(['attribute parent of Person object']);
    await page.click('.why .holders .link');
    await expect.poll(holders).toEqual(['item 0 of [Person object]']);
    await page.click('.why .holders .link');
    await expect.poll(holders).toEqual(['attribute children of Person object']);
    await page.click('.why .holders .link');
    await expect.poll(holders).toEqual(['attribute parent of Person object']);
  });

  it('4. the collector subtracts the references that are inside, and nothing is left', async () => {
    await page.keyboard.press(']');
    await page.keyboard.press('2');
    await page.waitForSelector('.looked');
    for (let pass = 0; pass < 4; pass++) await page.click('#pass-next');
    await expect.poll(() => text(page, '.pass-text strong')).toBe('find unreachable');
    const rows = await page.$$eval('.looked tbody tr', (lines) =>
      lines.map((line) => [...line.children].slice(1).map((cell) => cell.textContent)),
    );
    expect(rows).toEqual(Array(4).fill(['1', '1 → 0', 'unreachable']));
    await picture('collection');
  });

  it('5. the page says which reference closes the circle, and where that was', async () => {
    await page.keyboard.press('1');
    expect(await text(page, '#cycles .path')).toBe('Person.children → list[0] → Person.parent → Person');
    expect(await text(page, '#cycles .cut')).toContain('Person.parent a weak reference');
    await page.click('#cycles .link');
    await expect.poll(() => text(page, '#position')).toBe('before line 11');
  });

  it('6. with a weak reference the objects die at once', async () => {
    await page.click('.cm-content');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(`import gc
from weakref import ref
gc.collect()

class Person:
    def __init__(self, name):
        self.name = name
        self.parent = None
        self.children = []

    def adopt(self, child):
        self.children.append(child)
        child.parent = ref(self)

mother = Person('Ada')
mother.adopt(Person('Bo'))
del mother
print('collected', gc.collect())
`);
    await nextRun(page, () => page.keyboard.press('Control+Enter'));
    expect(await text(page, '#output')).toBe('collected 0\n');
    await page.keyboard.press('Escape');
    await page.click('#line-back');
    await expect.poll(() => text(page, '#position')).toBe('before line 18');
    await page.waitForSelector('.object', { state: 'detached' });
    await page.click('#line-back');
    await page.waitForSelector('.arrow.weak');
    await expect.poll(() => text(page, '#cycles')).toContain('None');
    await picture('weak');
  });
});
