export const root: string;
export const PROFILES: readonly ('3.11' | '3.13')[];
export function listPrograms(names?: readonly string[]): string[];
export function isFor(program: string, profile: string): boolean;
export function recordOf(program: string, profile: string): string;
