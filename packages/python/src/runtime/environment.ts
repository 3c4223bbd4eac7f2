import type { Runtime } from './runtime.js';

/** The variables of the process (getenv): those that the host had at the start, and what the program has made of them. */
const changes = new WeakMap<Runtime, Map<string, string | undefined>>();

/** The value of a variable; undefined if it is not set. */
export function variable(rt: Runtime, name: string): string | undefined {
  const changed = changes.get(rt);
  return changed?.has(name) === true ? changed.get(name) : rt.host.environment?.[name];
}

/** Sets a variable, or takes it away (putenv, unsetenv). */
export function setVariable(rt: Runtime, name: string, value: string | undefined): void {
  const changed = changes.get(rt) ?? new Map<string, string | undefined>();
  changed.set(name, value);
  changes.set(rt, changed);
}
