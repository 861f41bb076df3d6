import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { logEvents } from '../../../server/src/contracts/log-events';

const root = path.resolve(__dirname, '../../..');
const server = path.join(root, 'server/src');
const known = Object.entries(logEvents).flatMap(([area, events]) =>
  events.map((event) => `${area}.${event}`)
);

const sentences = (language: string): string[] =>
  Object.keys(
    JSON.parse(
      readFileSync(path.join(root, 'admin/src/translations', language, 'logs.json'), 'utf8')
    ) as Record<string, string>
  )
    .filter((key) => key.startsWith('logs.event.'))
    .map((key) => key.slice('logs.event.'.length));

/** Events that stand in the sources as words: `area: 'x', … event: 'y'` or `event: cond ? 'y' : 'z'`. */
const writtenIn = (source: string): string[] =>
  [...source.matchAll(/\barea: '(\w+)',(?:(?!\barea:)[^])*?\bevent: ([^\n]*),\n/g)].flatMap(
    ([, area, value = '']) =>
      [...value.replaceAll(/=== '[^']*'/g, '').matchAll(/'([a-z-]+)'/g)].map(
        ([, event]) => `${area}.${event}`
      )
  );

const written = readdirSync(server, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => writtenIn(readFileSync(path.join(server, file), 'utf8')));

describe('the events of the log', () => {
  it.each(['en', 'tr'])(
    '[L-01] [X-13] each has its sentence in %s, and no other has',
    (language) => {
      expect(sentences(language).sort()).toEqual([...known].sort());
    }
  );

  it('are all known that stand in the sources', () => {
    expect(written.length).toBeGreaterThan(12);
    expect(written.filter((event) => !known.includes(event))).toEqual([]);
  });
});
