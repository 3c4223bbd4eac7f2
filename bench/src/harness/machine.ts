import os from 'node:os';

/** One line that says where the figures were made. */
export function machineLine(): string {
  const cpus = os.cpus();
  const gibibytes = Math.round(os.totalmem() / 1024 ** 3);
  return `${cpus[0]?.model ?? 'unknown CPU'}, ${cpus.length} cores, ${gibibytes} GiB, ${os.type()} ${os.arch()}, Node ${process.version}, V8 ${process.versions.v8}`;
}

/** How busy the machine was in the last minute: of one process on it, a benchmark makes 1.0. */
export function loadLine(): string {
  const load = os.loadavg()[0]!;
  const rough = load > Math.max(1.5, os.cpus().length * 0.75) ? ': the machine is busy, the figures are rough' : '';
  return `load ${load.toFixed(1)}${rough}`;
}
