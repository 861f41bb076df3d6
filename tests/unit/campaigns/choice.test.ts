import fc from 'fast-check';
import { groupsOf } from '../../../server/src/campaigns/domain/choice';
import { pickSamples } from '../../../server/src/campaigns/domain/samples';
import { choosesNobody, isEmptyFilter } from '../../../server/src/contracts/audience-rules';
import type { PeopleFilter } from '../../../server/src/contracts/audience';
import type { PreflightResult } from '../../../server/src/contracts/campaigns';

type Sample = PreflightResult['samples'][number];
const sample = (contactId: number, text: string, usedFallback = false): Sample => ({
  contactId,
  contactName: `Person ${contactId}`,
  usedFallback,
  variant: null,
  body: {
    type: 'text',
    text,
    header: null,
    footer: null,
    buttons: [],
    media: null,
    location: null,
    contacts: [],
  },
});

describe('whom a campaign means', () => {
  it('[M-21] is everyone when no chip, search, date or field narrows it, no matter who is excluded by hand', () => {
    const empty = { q: '', tags: { include: [], exclude: [] }, created: {}, fields: [] };
    expect(isEmptyFilter(empty)).toBe(true);
    expect(choosesNobody({ kind: 'all', filter: empty, except: [4] })).toBe(true);
    expect(isEmptyFilter({ created: { from: 0 } })).toBe(false);
    expect(choosesNobody({ kind: 'picked', contactIds: [1] })).toBe(false);
    expect(choosesNobody(null)).toBe(false);
  });

  it('[M-20] [M-21] is everyone less some when a filter only excludes contacts', () => {
    const all = (filter: PeopleFilter) => choosesNobody({ kind: 'all', filter, except: [] });
    const condition = { on: 'custom', key: 'size', operator: 'is', value: 'M' } as const;
    const noVip = { tags: { include: [], exclude: ['vip'] } };
    expect(isEmptyFilter(noVip)).toBe(false);
    expect(all(noVip)).toBe(true);
    expect(all({ ...noVip, fields: [{ ...condition, exclude: true }] })).toBe(true);
    expect(all({ ...noVip, fields: [{ ...condition, exclude: false }] })).toBe(false);
    expect(all({ ...noVip, groups: { include: [2], exclude: [] } })).toBe(false);
    for (const one of [{ q: 'a' }, { created: { from: 0 } }, { askedToStop: true } as const])
      expect(all({ ...noVip, ...one })).toBe(false);
  });

  it('knows the groups that it names, to include or to exclude', () => {
    const filter = { groups: { include: [1, 2], exclude: [3] } };
    expect(groupsOf({ kind: 'all', filter, except: [] })).toEqual([1, 2, 3]);
    expect(groupsOf({ kind: 'picked', contactIds: [1] })).toEqual([]);
  });
});

describe('messages worth looking at before the start', () => {
  it('[M-17] are at most five, without duplicates, with the longest and one with a fallback among them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.boolean()), { maxLength: 40 }), (raw) => {
        const all = raw.map(([text, fallback], i) => sample(i, text, fallback));
        const chosen = pickSamples(all);
        expect(chosen.length).toBe(Math.min(5, all.length));
        expect(new Set(chosen.map((one) => one.contactId)).size).toBe(chosen.length);
        const longest = Math.max(0, ...all.map((one) => one.body.text?.length ?? 0));
        if (all.length > 0)
          expect(chosen.some((one) => one.body.text?.length === longest)).toBe(true);
        expect(chosen.some((one) => one.usedFallback)).toBe(all.some((one) => one.usedFallback));
      })
    );
  });
});
