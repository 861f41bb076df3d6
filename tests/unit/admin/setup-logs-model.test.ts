import fc from 'fast-check';
import { linkOf, percentDone, sampleDeed } from '../../../admin/src/pages/GetStarted/model';
import {
  areas,
  filterOf,
  jsonOf,
  levels,
  newerThan,
  noFilter,
  paramsOf,
  queryOf,
  type LogLine,
} from '../../../admin/src/pages/Logs/model';
import { listLogsQuery } from '../../../server/src/contracts/logs';
import { stepKey } from '../../../server/src/contracts/setup';

describe('the checklist', () => {
  it('counts nothing as done while there are no steps', () => {
    expect(percentDone({ done: 0, steps: [] })).toBe(0);
    const steps = stepKey.options.map((key) => ({ key, state: 'open' as const, detail: null }));
    expect(percentDone({ done: 3, steps })).toBe(33);
    expect(percentDone({ done: steps.length, steps })).toBe(100);
  });

  it('offers to remove sample rows as long as there is one', () => {
    expect(sampleDeed({ loaded: false, rows: 1, allowed: false })).toBe('remove');
    expect(sampleDeed({ loaded: true, rows: 58, allowed: true })).toBe('remove');
    expect(sampleDeed({ loaded: false, rows: 0, allowed: true })).toBe('load');
    expect(sampleDeed({ loaded: false, rows: 0, allowed: false })).toBe('hint');
  });

  it('leads only to addresses of this admin or of Meta', () => {
    for (const key of stepKey.options) {
      const link = linkOf(key);
      if (link?.kind === 'meta') expect(link.href).toMatch(/^https:\/\/business\.facebook\.com\//);
      if (link?.kind === 'settings') expect(link.to).toMatch(/^\/settings\//);
    }
  });
});

describe('the filters of the logs', () => {
  it('know every area and level of the server', () => {
    expect([...areas].sort()).toEqual([...listLogsQuery.shape.area.unwrap().options].sort());
    expect([...levels].sort()).toEqual([...listLogsQuery.shape.level.unwrap().options].sort());
  });

  it('survive the address and are always a valid question', () => {
    fc.assert(
      fc.property(
        fc.option(fc.oneof(fc.constantFrom(...areas), fc.string())),
        fc.option(fc.oneof(fc.constantFrom(...levels), fc.string())),
        (area, level) => {
          const params = new URLSearchParams({
            ...(area === null ? {} : { area }),
            ...(level === null ? {} : { level }),
          });
          const filter = filterOf(params);
          expect(filterOf(new URLSearchParams(paramsOf(filter)))).toEqual(filter);
          expect(
            listLogsQuery.safeParse(queryOf(filter, { cursor: undefined, now: 1e12 })).success
          ).toBe(true);
        }
      )
    );
    expect(queryOf(noFilter, { cursor: 'c1', now: 0 })).toEqual({ cursor: 'c1' });
    const about = filterOf(
      new URLSearchParams({ contact: '7', campaign: '8', bot: '-1', span: 'day', q: 'x' })
    );
    expect(queryOf(about, { cursor: undefined, now: 86_400_000 + 61_000 })).toEqual({
      contactId: 7,
      campaignId: 8,
      from: 60_000,
      q: 'x',
    });
  });

  it('[L-01] count what is newer than what one reads', () => {
    const line = (id: number) => ({ id, source: 'log' }) as LogLine;
    expect(newerThan([line(9), line(8), line(7)], [line(7), line(6)])).toBe(2);
    expect(newerThan([line(3)], [])).toBe(1);
    expect(newerThan([line(7)], [line(7)])).toBe(0);
  });

  it('show details as JSON, and none when there are none', () => {
    expect(jsonOf(null)).toBeNull();
    expect(jsonOf({})).toBeNull();
    expect(jsonOf({ a: 1 })).toBe('{\n  "a": 1\n}');
  });
});
