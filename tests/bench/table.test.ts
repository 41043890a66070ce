import { expect, it } from '@jest/globals';
import { table } from './table';

it('lines up each column on its side', () => {
  const columns = [
    { title: 'name', align: 'left' },
    { title: 'bytes', align: 'right' },
    { title: '', align: 'left' },
  ] as const;
  const rows = [
    ['alarm', '288,199', 'ok'],
    ['a', '7'],
  ];
  expect(table(columns, rows)).toEqual([
    '  name     bytes', //
    '  alarm  288,199  ok',
    '  a            7',
  ]);
});
