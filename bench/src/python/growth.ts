import { writeFileSync } from 'node:fs';
import { play } from './play.js';
import type { Player } from './players.js';
import { type Effort, findPrograms, grown, type Program } from './programs.js';

/** A program at its size and at four times its size, by us and by one CPython. */
export interface Growth {
  readonly program: Pick<Program, 'name' | 'title'>;
  readonly of: readonly {
    readonly player: Player;
    /** Milliseconds at its size. */
    readonly small?: number;
    /** Time at four times the size ÷ time at the size: 4 if it is linear, 16 if it is quadratic. */
    readonly factor?: number;
    readonly failure?: string;
  }[];
}

export async function measureGrowth(
  players: readonly Player[],
  folder: string,
  effort: Effort,
  only: string,
): Promise<Growth[]> {
  const growths: Growth[] = [];
  for (const program of findPrograms('growth', only)) {
    const file = `${folder}/${program.name}.py`;
    writeFileSync(file, grown(program, effort));
    const of: Growth['of'][number][] = [];
    for (const player of players) {
      const { times, failure } = await play(player, file);
      if (failure !== undefined) {
        of.push({ player, failure });
        continue;
      }
      const half = times.length / 2;
      const small = Math.min(...times.slice(0, half));
      of.push({ player, small, factor: Math.min(...times.slice(half)) / small });
    }
    growths.push({ program, of });
  }
  return growths;
}
