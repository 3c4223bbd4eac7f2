export function recordOfRandom(version: string): string;
export function writeRecorded(count?: number): string;
