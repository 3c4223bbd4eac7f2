import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';

/** node run-brython.js FILE: Brython expects a page, and gets as much of one as it asks for. */

const require = createRequire(import.meta.url);
const nothing = (): void => {};

function element(): object {
  return {
    nodeType: 1,
    style: {},
    attributes: [],
    childNodes: [],
    setAttribute: nothing,
    getAttribute: () => null,
    appendChild: nothing,
    addEventListener: nothing,
    dispatchEvent: nothing,
    querySelectorAll: () => [],
    getElementsByTagName: () => [],
  };
}

const page = {
  ...element(),
  nodeType: 9,
  currentScript: { src: 'http://localhost/brython.js' },
  getElementsByTagName: () => [{ src: 'http://localhost/brython.js' }],
  getElementById: () => null,
  createElement: element,
  documentElement: element(),
  head: element(),
  body: element(),
};

// Brython has one of its own for engines without it, which takes its arguments in the wrong place.
if (!('difference' in Set.prototype)) {
  Object.defineProperty(Set.prototype, 'difference', {
    value(this: Set<unknown>, other: Set<unknown>) {
      return new Set([...this].filter((value) => !other.has(value)));
    },
  });
}

Object.assign(globalThis, {
  window: globalThis,
  self: globalThis,
  module: { exports: {} },
  location: { href: 'http://localhost/', origin: '', pathname: '/', protocol: 'http:', hostname: 'localhost' },
  document: page,
  MutationObserver: class {
    observe = nothing;
    disconnect = nothing;
  },
  addEventListener: nothing,
  dispatchEvent: nothing,
});
console.log = (...values: unknown[]) => process.stdout.write(values.join(' '));

for (const file of ['brython.js', 'brython_stdlib.js']) {
  runInThisContext(readFileSync(require.resolve(`brython/${file}`), 'utf8'), { filename: file });
}
const brython = (globalThis as unknown as { __BRYTHON__: { runPythonSource(text: string, name: string): void } })
  .__BRYTHON__;
brython.runPythonSource(readFileSync(process.argv[2]!, 'utf8'), '__main__');
