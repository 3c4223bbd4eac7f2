import { fileURLToPath } from 'node:url';
import { ProcessContender } from '../harness/process-contender.js';

/** Starts a Node process on a module of this package that calls `serve`; the path is relative to src. */
export function startNode(name: string, module: string): ProcessContender {
  return new ProcessContender(name, process.execPath, [fileURLToPath(new URL(`../${module}`, import.meta.url))]);
}
