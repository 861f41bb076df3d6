import { doubledAmong, type RunUnderWay } from '../../../server/src/automations/domain/doubled';
import { DAY_MS } from '../../../server/src/kernel/time';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const ever = { per: 'person', days: null } as const;
const weekly = { per: 'person', days: 7 } as const;

const run = (id: number, given: Partial<RunUnderWay> = {}): RunUnderWay => ({
  id,
  automationId: 1,
  flowKey: `automation:${id}`,
  documentId: 'a',
  changeId: 1,
  startedAt: NOW,
  once: { per: 'entry' },
  zone: 'UTC',
  ...given,
});

describe('runs that a contact has twice after a merge', () => {
  it('[E-02] are the later ones of an automation about the same entry, or about none', () => {
    expect(doubledAmong([run(3), run(1), run(2)])).toEqual([2, 3]);
    const about = { documentId: null };
    expect(doubledAmong([run(1, about), run(2, about)])).toEqual([2]);
  });

  it('[E-02] are not those of another automation or entry, nor what one start began by several flows', () => {
    const others = [
      run(2, { automationId: 2 }),
      run(3, { documentId: 'b' }),
      run(4, { documentId: null }),
      run(5, { flowKey: 'automation:1' }),
    ];
    expect(doubledAmong([run(1), ...others])).toEqual([]);
  });

  it('[E-02] are not those of two events of an entry, where the automation begins for each', () => {
    const once = { per: 'event' } as const;
    const among = [run(1, { once }), run(2, { once }), run(3, { once, changeId: 2 })];
    expect(doubledAmong(among)).toEqual([2]);
  });

  it('[E-02] are also about other entries where the automation begins once for a contact', () => {
    const about = (once: RunUnderWay['once'], startedAt: number): number[] =>
      doubledAmong([run(1, { once, startedAt }), run(2, { once, documentId: 'b' })]);
    expect(about(ever, NOW - 400 * DAY_MS)).toEqual([2]);
    expect(about(weekly, NOW - 6 * DAY_MS)).toEqual([2]);
    expect(about(weekly, NOW - 7 * DAY_MS)).toEqual([]);
  });
});
