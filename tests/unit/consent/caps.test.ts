import fc from 'fast-check';
import { cappedBy, capsOf, isCapped, lookBackMs } from '../../../server/src/consent/domain/caps';
import { mayContact, type GateInput } from '../../../server/src/consent/domain/gate';
import {
  refusedTopics,
  refuses,
  refusesSql,
  topicsColumn,
} from '../../../server/src/consent/domain/topics';
import { mergedColumns } from '../../../server/src/contacts/domain/merge';
import { newContact } from '../../../server/src/contacts/resolve';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const person = {
  marketing: 'in' as const,
  utility: 'in' as const,
  blocked: false,
  pausedUntil: null,
  moveAskedAt: null,
  askedStopAt: null,
  topicsOut: ',news,',
  channels: '',
  frequency: null,
  mergedInto: null,
  hasNumber: true,
  hasAddress: true,
  inUnitedStates: false,
  timezone: null,
  country: null,
};
const verdict = (ask: Partial<GateInput>) => {
  const answer = mayContact({ category: 'MARKETING', contact: person, now: NOW, ...ask });
  return answer.ok ? 'ok' : answer.reason;
};

describe('kinds of message and caps', () => {
  it('[O-27] a refused kind stops its templates, and no others', () => {
    expect(verdict({ topic: 'news' })).toBe('topic');
    expect(verdict({ topic: 'news', category: 'UTILITY', agentInitiated: true })).toBe('topic');
    expect(verdict({ topic: 'new' })).toBe('ok');
    expect(verdict({ topic: null })).toBe('ok');
    expect(verdict({ topic: 'news', category: 'AUTHENTICATION' })).toBe('ok');
  });

  it('[O-28] a contact’s own wish holds for campaigns and for an agent; the company’s cap not for an agent', () => {
    const promotions = [NOW - 6 * DAY];
    const contact = { ...person, frequency: 'weekly' as const };
    expect(verdict({ contact, promotions })).toBe('capped');
    expect(verdict({ contact, promotions, agentInitiated: true })).toBe('capped');
    expect(verdict({ contact, promotions: [NOW - 7 * DAY] })).toBe('ok');
    expect(verdict({ contact: { ...contact, frequency: 'monthly' }, promotions })).toBe('capped');
    const rules = {
      marketing: 'opt-in' as const,
      utility: 'opt-in' as const,
      cap: { messages: 2, days: 7 },
    };
    expect(verdict({ rules, promotions })).toBe('ok');
    const twice = [...promotions, NOW - 1];
    expect(verdict({ rules, promotions: twice })).toBe('capped');
    expect(verdict({ rules, promotions: twice, agentInitiated: true })).toBe('ok');
    expect(verdict({ rules, promotions: twice, category: 'UTILITY' })).toBe('ok');
    expect(verdict({ rules, promotions: twice, category: 'SERVICE', bulk: true })).toBe('capped');
    expect(verdict({ rules, promotions: twice, category: 'SERVICE' })).toBe('ok');
  });

  it('[O-28] names the first cap that one more would break', () => {
    const caps = capsOf('weekly', { cap: { messages: 2, days: 30 }, byHand: false });
    const at = 100 * DAY;
    expect(cappedBy(caps, [at - 10 * DAY], at)).toBeNull();
    expect(cappedBy(caps, [at - 10 * DAY, at - 20 * DAY], at)).toEqual({ messages: 2, days: 30 });
    expect(cappedBy(caps, [at - DAY, at - 20 * DAY], at)).toEqual({ messages: 1, days: 7 });
  });

  it('[O-28] never lets more through in any window than a cap allows', () => {
    const cap = fc.record({
      messages: fc.integer({ min: 1, max: 4 }),
      days: fc.integer({ min: 1, max: 9 }),
    });
    const times = fc.array(fc.integer({ min: 0, max: 40 * DAY }), { maxLength: 60 });
    fc.assert(
      fc.property(
        cap,
        fc.constantFrom(null, 'weekly' as const),
        times,
        (most, frequency, asked) => {
          const caps = capsOf(frequency, { cap: most, byHand: false });
          const sent: number[] = [];
          for (const at of [...asked].sort((a, b) => a - b))
            if (!isCapped(caps, sent, at)) sent.push(at);
          for (const { messages, days } of caps)
            for (const at of sent)
              expect(
                sent.filter((one) => one <= at && one > at - days * DAY).length
              ).toBeLessThanOrEqual(messages);
        }
      )
    );
  });

  it('looks back as far as the longest cap asks, and not at all without one', () => {
    expect(lookBackMs([null], null)).toBe(0);
    expect(lookBackMs([null, 'weekly'], null)).toBe(7 * DAY);
    expect(lookBackMs(['monthly'], { messages: 1, days: 90 })).toBe(90 * DAY);
  });

  it('keeps keys as text that reads back, and lets nothing else into SQL', () => {
    const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/);
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 12 }), key, (keys, asked) => {
        const column = topicsColumn(keys);
        expect(refusedTopics(column)).toEqual([...keys].sort());
        expect(refuses(column, asked)).toBe(keys.includes(asked));
      })
    );
    expect(topicsColumn(["x' or 1", 'A', ''])).toBe('');
    expect(() => refusesSql("x' or '1'='1")).toThrow();
    expect(() => refusesSql('a%')).toThrow();
  });

  it('[O-27] [O-28] of two that become one, what either refused stays refused', () => {
    const row = (part: object) => ({
      id: 1,
      ...newContact({ source: 'agent', addedAt: 1, ...part }, () => 0),
    });
    const one = row({ topicsOut: ',news,', frequency: 'weekly' });
    const other = row({ topicsOut: ',events,news,', frequency: 'monthly' });
    expect(mergedColumns(one, other)).toMatchObject({
      topicsOut: ',events,news,',
      channels: '',
      frequency: 'monthly',
    });
    expect(mergedColumns(row({}), one)).toMatchObject({ topicsOut: ',news,', frequency: 'weekly' });
    expect(mergedColumns(row({}), row({}))).toMatchObject({ topicsOut: '', frequency: null });
  });
});
