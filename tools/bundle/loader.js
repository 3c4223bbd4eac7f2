// Loads the modules of the bundle, with V8's code of them that was kept when it was made: see tools/bundle.mjs.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');
const { offer, readAhead } = require('./read-ahead.js');

const loaded = new Map();
const bundleUrl = pathToFileURL(__filename).href;

/** Where a module is: packages of ours stand beside the command's, where a look is quicker than a search. */
function resolveModule(name) {
  const beside = join(__dirname, '../../..', name.replace('@uroboros/', ''), 'dist/index.js');
  return pathToFileURL(existsSync(beside) ? beside : require.resolve(name)).href;
}

/** The text of a module, one byte a character for the bundle is ASCII, and what V8 kept of it; it refuses what another version of it made. */
function read(file) {
  const cache = `${file}.cache`;
  return { text: readFileSync(file, 'latin1'), cachedData: existsSync(cache) ? readFileSync(cache) : undefined };
}

/** The exports of a module of the bundle. */
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.module.exports;
  const file = join(__dirname, 'code', name);
  const { text, cachedData } = readAhead(name) ?? read(file);
  const script = new Script(text, { filename: file, cachedData });
  const module = { exports: {} };
  loaded.set(name, { module, script });
  const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module, bundleUrl, resolveModule, load);
  return module.exports;
}

/** Keeps the code of modules, by default of all loaded so far, with the functions that have run. */
function keepCode(names = [...loaded.keys()]) {
  for (const name of names)
    writeFileSync(join(__dirname, 'code', `${name}.cache`), loaded.get(name).script.createCachedData());
}

/** The modules whose kept code V8 did not take. */
const refused = () => [...loaded].filter(([, { script }]) => script.cachedDataRejected !== false).map(([name]) => name);

/** The command. */
function start() {
  offer();
  load('main.js');
}

module.exports = { load, keepCode, refused, start };
