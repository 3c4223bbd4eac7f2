import { describe, expect, it } from 'vitest';
import { lateModules } from './late.js';
import { NativeModules } from './native-modules.js';

describe('native modules', () => {
  const late = lateModules().map(({ name }) => name);

  it('are known by the names that the late ones have', () => {
    const modules = new NativeModules();
    const names = modules.names();
    for (const name of late) expect(names).toContain(name);
    for (const name of names) {
      expect(modules.has(name)).toBe(true);
      expect(modules.get(name)?.name).toBe(name);
    }
  });

  it('are named before the late ones are there as afterwards', () => {
    const modules = new NativeModules();
    const before = modules.names();
    modules.get('math');
    expect(modules.names()).toEqual(before);
    expect(modules.has('no_such_module')).toBe(false);
    expect(modules.get('no_such_module')).toBeUndefined();
  });
});
