// Two threads start one program: while Node makes the second one, the first reads the largest file that it is going to load.
const { closeSync, openSync, readSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { getEnvironmentData, isMainThread, setEnvironmentData } = require('node:worker_threads');

/** What is read ahead: the Python, with its kept code behind it. */
const NAME = 'python.js';
const KEY = 'uroboros:read-ahead';

const READY = 1;

/** In the main thread: promises the file to the threads to come, and reads it as soon as there is one. */
function offer() {
  const file = join(__dirname, 'code', NAME);
  const sizes = [file, `${file}.cache`].map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const state = new Int32Array(new SharedArrayBuffer(4));
  const bytes = new Uint8Array(new SharedArrayBuffer(sizes[0] + sizes[1]));
  setEnvironmentData(KEY, { state, bytes, sizes });
  process.once('worker', () => {
    fill(file, bytes.subarray(0, sizes[0]));
    if (sizes[1] > 0) fill(`${file}.cache`, bytes.subarray(sizes[0]));
    Atomics.store(state, 0, READY);
    Atomics.notify(state, 0);
  });
}

function fill(path, bytes) {
  const file = openSync(path);
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, bytes.length - at, at);
    if (count === 0) throw new Error(`${path} has become shorter while it was read`);
    at += count;
  }
  closeSync(file);
}

/** In a thread: the text of a module and what V8 kept of it, if the main thread reads them. */
function readAhead(name) {
  if (isMainThread || name !== NAME) return undefined;
  const offered = getEnvironmentData(KEY);
  if (offered === undefined) return undefined;
  const { state, bytes, sizes } = offered;
  Atomics.wait(state, 0, 0);
  const [length, kept] = sizes;
  const text = Buffer.from(bytes.buffer, 0, length).latin1Slice();
  return { text, cachedData: kept === 0 ? undefined : bytes.subarray(length) };
}

module.exports = { offer, readAhead };
