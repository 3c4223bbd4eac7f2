import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The standard library that `npm run build` unpacks into @uroboros/python. */
export function builtStdlib(): string | undefined {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('@uroboros/python'))), 'lib/python3.13');
  return existsSync(folder) ? folder : undefined;
}
