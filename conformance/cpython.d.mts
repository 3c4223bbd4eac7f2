export interface CPython {
  readonly minor: string;
  readonly version: string;
  readonly command: string;
}
export function findCPythons(minors: readonly string[]): CPython[];
export function runCPython(python: CPython, file: string): string;
export function report(status: number | null, stdout: string, stderr: string): string;
