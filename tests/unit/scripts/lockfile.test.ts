import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Entry {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../package-lock.json'), 'utf8')
) as { packages: Record<string, Entry> };

/** The package that Node would find as `name` from the package at `from`: in its own folder first, then upward. */
const findFrom = (from: string, name: string): Entry | undefined => {
  const steps = from === '' ? [] : from.split('/node_modules/');
  for (let depth = steps.length; depth >= 0; depth -= 1) {
    const base = steps.slice(0, depth).join('/node_modules/');
    const place = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (lock.packages[place]) return lock.packages[place];
  }
  return undefined;
};

describe('package-lock.json', () => {
  // `npm ci` refuses a lockfile that lacks packages of other systems: "Missing: … from lock file".
  it('has an entry with a version for every optional package, also those of other systems', () => {
    const missing = Object.entries(lock.packages).flatMap(([from, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !findFrom(from, name)?.version)
        .map((name) => `${from} needs ${name}`)
    );
    expect(missing).toEqual([]);
  });

  it('names no download addresses, so that any registry will do', () => {
    const addressed = Object.entries(lock.packages).filter(
      ([, entry]) => entry.resolved !== undefined && !entry.link
    );
    expect(addressed.map(([place]) => place)).toEqual([]);
  });

  it('has the hash of every package that is fetched, also those of other systems', () => {
    const fetched = Object.entries(lock.packages).filter(
      ([place, { link, inBundle }]) => place.includes('node_modules/') && !link && !inBundle
    );
    expect(fetched.length).toBeGreaterThan(2_000);
    const unhashed = fetched.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(unhashed.map(([place]) => place)).toEqual([]);
  });
});
