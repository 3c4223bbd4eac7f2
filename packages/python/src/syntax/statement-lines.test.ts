import { describe, expect, it } from 'vitest';
import { statementLines } from './statement-lines.js';

const lines = (text: string) => statementLines(text).map(({ line, first, last }) => [line, first, last]);

describe('the lines of statements', () => {
  it('are all of a simple one', () => {
    expect(lines('a = [\n  1,\n]\nb = 1; c = 2\n')).toEqual([
      [1, 1, 3],
      [4, 4, 4],
      [4, 4, 4],
    ]);
  });

  it('are those before the first statement inside of one that has some', () => {
    const text = `@d(
    1)
def f(
    a,
):
    if (a and
        f):
        pass
    else:
        for x in a: break
    try:
        pass
    except (A,
            B):
        pass
    finally:
        pass
match 1:
    case 1:
        pass
`;
    expect(lines(text)).toEqual([
      [3, 1, 5],
      [6, 6, 7],
      [8, 8, 8],
      [10, 10, 10],
      [10, 10, 10],
      [11, 11, 11],
      [12, 12, 12],
      [15, 15, 15],
      [17, 17, 17],
      [18, 18, 19],
      [20, 20, 20],
    ]);
  });
});
