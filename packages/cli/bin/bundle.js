const { statSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '../dist');

/** When a file was written; 0 if there is none. */
const written = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Whether the bundle is there, and not older than what the compiler wrote, if the compiler ran here. */
function bundleIsCurrent() {
  const bundled = written(join(dist, 'bundle/code/main.js'));
  const compiled = ['../cli', '../instruments', '../python', '../heap'].map((name) =>
    join(dist, '..', name, 'dist/.tsbuildinfo'),
  );
  return bundled > 0 && compiled.every((file) => written(file) <= bundled);
}

module.exports = { bundleIsCurrent };
