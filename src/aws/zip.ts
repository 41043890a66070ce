/**
 * A zip archive with one file in it, uncompressed: all that Lambda asks for. The same text always gives the same archive, so
 * that the same code has the same hash at AWS.
 *
 * Format: PKWARE's APPNOTE, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (its end).
 */
export function zipOf(name: string, text: string): Buffer {
  const content = Buffer.from(text);
  const fileName = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(10, 0); // version needed: 1.0
  common.writeUInt16LE(0x0800, 2); // the name is UTF-8
  common.writeUInt16LE(0, 4); // stored
  common.writeUInt16LE(0, 6); // 00:00:00
  common.writeUInt16LE(0x0021, 8); // 1980-01-01, the first day that there is
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(fileName.length, 22);
  const local = Buffer.concat([signature(0x04034b50), common, fileName, content]);

  const madeBy = Buffer.from([20, 3]); // Unix, so that the permissions below count
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((0o100644 << 16) >>> 0, 6); // a file that Lambda's user may read
  const central = Buffer.concat([signature(0x02014b50), madeBy, common, rest, fileName]);

  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4); // one entry on this disk
  end.writeUInt16LE(1, 6); // and in all
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** CRC-32 as zip has it (polynomial 0xEDB88320, reflected). Node has its own only since 20.15. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
