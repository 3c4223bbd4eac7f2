import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from './progress.js';

let written: string;

const stream = (isTTY: boolean): NodeJS.WriteStream =>
  ({
    isTTY,
    write: (text: string) => {
      written += text;
      return true;
    },
  }) as unknown as NodeJS.WriteStream;

beforeEach(() => {
  written = '';
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('progress', () => {
  it('is shown on a terminal after a second, and goes away', () => {
    const progress = new Progress(stream(true));
    progress.phase('reading');
    expect(written).toBe('');
    vi.advanceTimersByTime(1500);
    progress.phase('thinking');
    progress.done();
    expect(written).toBe('\r\u001b[Kthinking …\r\u001b[K');
  });

  it('is never shown elsewhere', () => {
    const progress = new Progress(stream(false));
    vi.advanceTimersByTime(5000);
    progress.phase('reading');
    progress.done();
    expect(written).toBe('');
  });
});
