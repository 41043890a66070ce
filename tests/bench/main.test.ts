import { afterEach, expect, it, jest } from '@jest/globals';
import { main } from './main';

afterEach(() => {
  jest.restoreAllMocks();
});

it.each([
  ['an unknown option', ['--nonsense'], '--nonsense'],
  ['a word that is no option', ['quick'], 'quick'],
])('refuses %s with status 2', async (_, args, named) => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(await main(args)).toBe(2);
  expect(error.mock.calls.flat().join('\n')).toContain(named);
  expect(error.mock.calls.flat().join('\n')).toContain('npm run bench -- --help');
});

it('explains itself', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  expect(await main(['--help'])).toBe(0);
  expect(log.mock.calls.flat().join('\n')).toContain('--quick');
});
