import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDER = join('dist', 'page');

it('what a browser loads of the page is at most 150 kB, compressed', () => {
  const files = readdirSync(FOLDER);
  expect(files.toSorted()).toEqual(['icon.svg', 'index.html', 'main.js', 'style.css']);
  const bytes = files.map((file) => gzipSync(readFileSync(join(FOLDER, file))).length);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(150_000);
});

it('nothing of it is inline or comes from elsewhere', () => {
  const html = readFileSync(join(FOLDER, 'index.html'), 'utf8');
  expect([...html.matchAll(/<script[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual(['']);
  expect(html).not.toMatch(/https?:|<style|\sstyle=|\son\w+=/);
  expect(readFileSync(join(FOLDER, 'style.css'), 'utf8')).not.toMatch(/url\(|@import/);
});
