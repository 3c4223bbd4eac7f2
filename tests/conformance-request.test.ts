import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPrograms, root } from '../conformance/programs.mjs';
import { requestOf, USAGE } from '../conformance/request.mjs';

/** What is asked of the conformance runner, and what it refuses before it runs anything. */

describe('a request to the conformance runner', () => {
  it('is a mode with names of programs, of all if none is named', () => {
    expect(requestOf([])).toEqual({ mode: 'compare', programs: listPrograms(), rest: [] });
    expect(requestOf(['stress', 'family'])).toEqual({
      mode: 'stress',
      programs: ['examples/family.py'],
      rest: ['family'],
    });
    expect(requestOf(['cpython-tests', '--errors', 'gc'])).toMatchObject({ rest: ['--errors', 'gc'] });
    expect(requestOf(['random', '--count', '3'])).toMatchObject({ mode: 'random', rest: ['--count', '3'] });
  });

  it('is refused if it means nothing', () => {
    expect(requestOf(['family'])).toEqual({ wrong: "there is no mode 'family'" });
    expect(requestOf(['constructor'])).toEqual({ wrong: "there is no mode 'constructor'" });
    expect(requestOf(['compare', '--quick'])).toEqual({ wrong: "compare has no option '--quick'" });
    expect(requestOf(['compare', 'famly'])).toEqual({ wrong: "there is no program 'famly'" });
    expect(requestOf(['stdlib', 'os'])).toEqual({ wrong: "stdlib is about no programs: 'os'" });
  });

  it.each([
    [['--help'], 0],
    [['stress', '-h'], 0],
    [['--all'], 2],
    [['random', '--quick'], 2],
  ])('%j prints the usage and runs nothing', (args, status) => {
    const ended = spawnSync(process.execPath, [join(root, 'conformance/run.mjs'), ...args], { encoding: 'utf8' });
    expect(ended.status).toBe(status);
    expect(status === 0 ? ended.stdout : ended.stderr).toContain(USAGE);
    expect(status === 0 ? ended.stderr : ended.stdout).toBe('');
  });
});
