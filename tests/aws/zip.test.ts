import { describe, expect, it } from '@jest/globals';
import { zipOf } from '../../src/aws/zip';

/** The archive of `a.txt` with the text 123456789, written out by hand from PKWARE's APPNOTE; its CRC-32 is the well-known cbf43926. */
const ARCHIVE = [
  // local header: signature, version 1.0, UTF-8 flag, stored, time, date 1980-01-01, CRC, sizes, name length, no extra
  '504b0304 0a00 0008 0000 0000 2100 2639f4cb 09000000 09000000 0500 0000',
  '612e747874 313233343536373839',
  // central header: made by Unix (3) 2.0, the same fields, no comment, disk 0, no internal attributes, -rw-r--r--, offset 0
  '504b0102 1403 0a00 0008 0000 0000 2100 2639f4cb 09000000 09000000 0500 0000 0000 0000 0000 0000a481 00000000',
  '612e747874',
  // end: disks 0 and 0, one entry here and in all, central directory of 51 bytes at 44, no comment
  '504b0506 0000 0000 0100 0100 33000000 2c000000 0000',
];

describe('the archive that Lambda gets', () => {
  it('is a zip with the file in it', () => {
    expect(zipOf('a.txt', '123456789').toString('hex')).toBe(ARCHIVE.join('').replaceAll(' ', ''));
  });

  it('counts bytes, not characters', () => {
    const zip = zipOf('index.js', '// →');
    expect(zip.readUInt32LE(18)).toBe(6);
    expect(zip.subarray(38, 44).toString('utf8')).toBe('// →');
  });
});
