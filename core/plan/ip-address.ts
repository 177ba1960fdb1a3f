const GROUP = /^[0-9A-Fa-f]{1,4}$/u;
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(String.raw`^${BYTE}(?:\.${BYTE}){3}$`, 'u');
const ZONE = /%[0-9A-Za-z.:-]+$/u;

/** An IPv6 address (RFC 4291, 2.2), perhaps with a zone. As Node reads it, in browsers as well. */
export function isIpv6(text: string): boolean {
  const [head = '', tail, ...more] = text.replace(ZONE, '').split('::');
  if (more.length > 0) return false;
  const groups = [...groupsOf(head), ...groupsOf(tail ?? '')];
  const last = groupsOf(tail ?? head).at(-1);
  const endsInIpv4 = last !== undefined && IPV4.test(last);
  const plain = endsInIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (endsInIpv4 ? 2 : 0);
  return plain.every((group) => GROUP.test(group)) && (tail === undefined ? count === 8 : count < 8);
}

const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
