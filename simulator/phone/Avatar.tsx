import { hashOf } from './content';

const HUES = [210, 265, 340, 25, 165, 120];

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
    .replace(/^\+/, '#');

/** Initials on a colour that stays with the one they belong to. */
export const Avatar = ({ name, seed }: { name: string; seed: string }) => (
  <span
    className="avatar"
    aria-hidden
    style={{ ['--hue' as string]: HUES[hashOf(seed) % HUES.length] }}
  >
    {initials(name)}
  </span>
);
