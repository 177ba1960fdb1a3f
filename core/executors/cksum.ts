const POLYNOMIAL = 0x04c11db7;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});

/** What POSIX `cksum` prints of these bytes: its CRC, which ends with the length, and the size. */
export function cksum(bytes: Uint8Array): { readonly crc: number; readonly size: number } {
  let crc = 0;
  const take = (byte: number) => (crc = (crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0));
  for (const byte of bytes) take(byte);
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) take(length & 0xff);
  return { crc: ~crc >>> 0, size: bytes.length };
}
