import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

/** node run-pyodide.js FILE */

const python = await loadPyodide();
python.runPython(readFileSync(process.argv[2]!, 'utf8'));
