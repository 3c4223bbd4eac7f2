export const USAGE: string;
export function requestOf(args: readonly string[]): {
  readonly help?: true;
  readonly wrong?: string;
  readonly mode?: string;
  readonly programs?: readonly string[];
  readonly rest?: readonly string[];
};
