import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const ON_A_MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
);

/** The program of a Chromium: the one that ONCALL_BROWSER names, or one of the usual ones. */
export function findBrowser(): string | undefined {
  const named = process.env['ONCALL_BROWSER'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const usual = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...usual, ...ON_A_MAC].find((file) => existsSync(file));
}

export function launch(executablePath: string): Promise<Browser> {
  // Root may not use Chromium's own sandbox; what is opened is the page of this project alone.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}
