import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { UserMistake } from '../../mistake';
import { pageListener, type PageFile, type World } from '../../page/server';
import { listen, PortRefused } from '../../rehearsal/index';
import { projectFile } from '../project';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** The files of the page as they are served, and a stamp of them. */
export interface PageFiles {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly build: string;
}

/** Reads the built page. Throws a UserMistake when there is none. */
export function pageFiles(folder = projectFile('dist', 'page')): PageFiles {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new UserMistake('the page is not built. Run "npm run build" once.');
  }
  const names = readdirSync(folder).toSorted();
  const files = new Map(
    names.map((name) => {
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      return [name, { type, body: readFileSync(join(folder, name)) }] as const;
    }),
  );
  const hash = createHash('sha256');
  for (const [name, { body }] of files) hash.update(`${name}\0`).update(body);
  return { files, build: hash.digest('hex').slice(0, 12) };
}

/** A page that is being served. */
export interface Served {
  /** The whole address, with what is secret in it. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves a page on 127.0.0.1 alone; port 0 is any free one. Throws a UserMistake for one that cannot be had. */
export async function servePage(
  world: World,
  files: PageFiles['files'],
  secrets: readonly string[],
  port = 0,
): Promise<Served> {
  const token = randomBytes(16).toString('hex');
  const server = createServer(pageListener({ world, token, files, secrets }));
  try {
    await listen(server, port);
  } catch (error) {
    throw error instanceof PortRefused ? new UserMistake(error.message) : error;
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${String(bound)}/${token}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Opens the page in the browser of the person at this machine; where there is none nothing happens. */
export function openBrowser(url: string): void {
  const isDesktop = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (!isDesktop) return;
  const [program, args] =
    process.platform === 'darwin'
      ? (['open', [url]] as const)
      : process.platform === 'win32'
        ? (['cmd', ['/c', 'start', '', url]] as const)
        : (['xdg-open', [url]] as const);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
