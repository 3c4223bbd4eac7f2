export function runRecorded(
  file: string,
  profile: '3.11' | '3.12' | '3.13',
): { status: number; stdout: string; stderr: string; fault: string | undefined };
