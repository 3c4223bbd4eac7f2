import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkHeader } from '@uroboros/instruments';
import { SystemError, withFile } from './complaints.js';
import { isProgram } from './record.js';

/** Serves the page of the studio to this machine. */

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** The workers compile Python to JavaScript; the page itself makes no code of texts. Neither reaches any other host. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'";
const WORKERS = ['/run.js', '/ask.js'];

const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The folder of the built page. */
export function builtPage(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@uroboros/studio/package.json'))), 'dist/page');
}

/** The files that are served, by their paths: those of the built page and nothing else, and what the user gave. */
function filesOf(folder: string, given: string | undefined): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(folder))
    if (TYPES[extname(name)] !== undefined) files.set(`/${name}`, readFileSync(join(folder, name)));
  if (given !== undefined) {
    const bytes = withFile('read', given, () => readFileSync(given));
    if (!isProgram(given)) checkHeader(bytes);
    files.set('/given', bytes);
    const html = files.get('/index.html')!.toString('utf8');
    const name = basename(given).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
    files.set(
      '/index.html',
      Buffer.from(html.replace('</title>', `</title>\n    <meta name="given" content="${name}">`)),
    );
  }
  files.set('/', files.get('/index.html')!);
  return files;
}

/**
 * Serves the page, with a file for its editor if one is given, on a port of this machine that others cannot reach; 0 takes any.
 * @throws SystemError if the page, the file or the port is not to be had
 * @throws RecordingError if the file is no program, and no recording either
 */
export async function serveStudio(
  given: string | undefined,
  port: number,
): Promise<{ server: Server; address: string }> {
  const page = builtPage();
  const files = withFile('read', page, () => filesOf(page, given));
  const server = createServer((request, response) => answer(files, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new SystemError(`cannot listen at port ${port}`, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function answer(files: ReadonlyMap<string, Buffer>, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?')[0]!;
  const file = files.get(path);
  if (!isOwnHost(request)) response.writeHead(403).end();
  else if (request.method !== 'GET') response.writeHead(405, { Allow: 'GET' }).end();
  else if (file === undefined) response.writeHead(404, HEADERS).end();
  else {
    const type = path === '/' ? TYPES['.html']! : (TYPES[extname(path)] ?? 'application/octet-stream');
    const policy = WORKERS.includes(path) ? WORKER_POLICY : PAGE_POLICY;
    response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Security-Policy': policy }).end(file);
  }
}

/** A page of another host that has its name lead here gets nothing. */
function isOwnHost({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
}

/** Shows an address in the browser of the desktop, if it has one. */
export function openInBrowser(address: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => process.stderr.write(`uroboros: no browser could be opened; the address is ${address}\n`))
    .unref();
}
