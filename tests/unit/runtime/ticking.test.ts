import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startTicking } from '../../../server/src/runtime/ticking';

const support = path.resolve(__dirname, '../../support');
const run = promisify(execFile);

/** Instants at which a rule of every second fired on a server of this zone, from `start` on. */
const firesIn = async (zone: string, start: string, count: number): Promise<string[]> => {
  const { stdout } = await run(
    process.execPath,
    [
      '--require',
      path.join(support, 'native/typescript.cjs'),
      path.join(support, 'ticking-process.ts'),
      start,
      String(count),
    ],
    { env: { ...process.env, TZ: zone }, timeout: 60_000 }
  );
  return stdout.trim().split('\n');
};

/** Each two seconds before the hour named beside it. */
const STARTS = [
  // The hour from 2 to 3, which comes twice in autumn: its first pass, then its second.
  ['Europe/Vienna', '2026-10-24T23:59:58Z'],
  ['Europe/Vienna', '2026-10-25T00:59:58Z'],
  // The hour that spring skips.
  ['Europe/Vienna', '2026-03-29T00:59:58Z'],
  // The same two changes in New York: the second pass, and the skipped hour.
  ['America/New_York', '2026-11-01T05:59:58Z'],
  ['America/New_York', '2026-03-08T06:59:58Z'],
  // A zone without summer time.
  ['Europe/Istanbul', '2026-10-24T23:59:58Z'],
] as const;

describe('jobs', () => {
  it('run every second in every zone, also in the hour that autumn repeats', async () => {
    const late = await Promise.all(
      STARTS.map(async ([zone, start]) => {
        const fires = await firesIn(zone, start, 4).catch(() => []);
        return fires.length < 4 ? [`${zone} ${start}`] : [];
      })
    );
    expect(late.flat()).toEqual([]);
  });

  describe('when the clock is set back', () => {
    beforeEach(() => void jest.useFakeTimers({ now: Date.parse('2026-06-01T12:00:00Z') }));
    afterEach(() => jest.useRealTimers());

    it('go on within seconds', async () => {
      const fired: string[] = [];
      const work = () => {
        fired.push(new Date().toISOString().slice(11, 19));
        return Promise.resolve();
      };
      const ticking = startTicking([{ name: 'second', rule: '* * * * * *', work }], {
        monotonic: () => performance.now(),
      });
      await jest.advanceTimersByTimeAsync(3_000);
      expect(fired).toEqual(['12:00:01', '12:00:02', '12:00:03']);
      jest.setSystemTime(Date.parse('2026-06-01T11:50:00Z'));
      fired.splice(0);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(fired).toContain('11:50:08');
      expect(new Set(fired).size).toBe(fired.length);
      await ticking.stop();
      fired.splice(0);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(fired).toEqual([]);
    });
  });
});
