import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';

/** node run-skulpt.js FILE */

interface Skulpt {
  readonly python3: object;
  readonly builtinFiles: { readonly files: Readonly<Record<string, string>> };
  configure(options: object): void;
  importMainWithBody(name: string, dump: boolean, body: string, suspend: boolean): void;
}

const require = createRequire(import.meta.url);
for (const file of ['skulpt.min.js', 'skulpt-stdlib.js']) {
  runInThisContext(readFileSync(require.resolve(`skulpt/dist/${file}`), 'utf8'), { filename: file });
}
const skulpt = (globalThis as unknown as { Sk: Skulpt }).Sk;
skulpt.configure({
  output: (text: string) => process.stdout.write(text),
  read: (file: string) => {
    const text = skulpt.builtinFiles.files[file];
    if (text === undefined) throw new Error(`no file ${file}`);
    return text;
  },
  __future__: skulpt.python3,
  // Without this it looks at the clock and hands control back in between.
  execLimit: Number.POSITIVE_INFINITY,
  yieldLimit: null,
});
try {
  skulpt.importMainWithBody('<main>', false, readFileSync(process.argv[2]!, 'utf8'), false);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
