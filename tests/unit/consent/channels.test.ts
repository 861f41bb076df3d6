import fc from 'fast-check';
import {
  channelOf,
  channelsColumn,
  channelSql,
  readChannels,
} from '../../../server/src/consent/domain/channels';
import { mayContact } from '../../../server/src/consent/domain/gate';
import { mergedColumns } from '../../../server/src/contacts/domain/merge';
import { newContact } from '../../../server/src/contacts/resolve';
import { aGatePerson } from '../../support/gate-person';

const NOW = 1_800_000_000_000;
const verdict = (channels: string, ask: object = {}) => {
  const answer = mayContact({
    category: 'MARKETING',
    contact: aGatePerson({ channels }),
    now: NOW,
    ...ask,
  });
  return answer.ok ? null : answer.reason;
};

describe('by which channel somebody wants a message', () => {
  it('[O-29] a choice for its kind counts, else that for all marketing', () => {
    const column = channelsColumn([
      { key: '*', channel: 'email' },
      { key: 'news', channel: 'whatsapp' },
      { key: 'offers', channel: 'sms' },
    ]);
    const of = (topic: string | null, category: 'MARKETING' | 'UTILITY' = 'MARKETING') =>
      channelOf(column, { category, topic });
    expect([of(null), of('news'), of('offers'), of('other')]).toEqual([
      'email',
      'whatsapp',
      'sms',
      'email',
    ]);
    expect(of(null, 'UTILITY')).toBe('whatsapp');
    expect(of('offers', 'UTILITY')).toBe('sms');
  });

  it('[O-29] the gate refuses with `channel`, last of all, and never an answer or a code', () => {
    expect(verdict('')).toBeNull();
    expect(verdict(',*:email,')).toBe('channel');
    expect(verdict(',*:email,', { category: 'AUTHENTICATION' })).toBeNull();
    expect(verdict(',*:email,', { category: 'SERVICE', bulk: true })).toBeNull();
    expect(
      verdict(',*:email,', { contact: aGatePerson({ channels: ',*:email,', marketing: 'out' }) })
    ).toBe('opted-out');
    const capped = aGatePerson({ channels: ',*:email,', frequency: 'weekly' });
    expect(verdict('', { contact: capped, promotions: [NOW - 1] })).toBe('capped');
    const orders = { category: 'UTILITY', topic: 'orders' };
    expect(verdict(',orders:sms,', orders)).toBe('channel');
    expect(
      verdict(',orders:sms,', { ...orders, agentInitiated: true, windowOpen: true })
    ).toBeNull();
  });

  it('reads back what it keeps, and lets nothing else into SQL', () => {
    const key = fc.oneof(fc.constant('*'), fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/));
    const channel = fc.constantFrom('whatsapp' as const, 'email' as const, 'sms' as const);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ key, channel }), { maxLength: 12, selector: (one) => one.key }),
        (choices) => {
          const kept = choices.filter((one) => one.key !== '*' || one.channel !== 'whatsapp');
          const read = readChannels(channelsColumn(choices));
          expect(new Set(read.map((one) => `${one.key}:${one.channel}`))).toEqual(
            new Set(kept.map((one) => `${one.key}:${one.channel}`))
          );
          expect(channelsColumn(choices).length).toBeLessThanOrEqual(800);
        }
      )
    );
    expect(channelsColumn([{ key: "x' or 1", channel: 'email' }])).toBe('');
    expect(() => channelSql({ category: 'MARKETING', topic: "x' or '1'='1" })).toThrow();
  });

  it('[O-29] of two that become one the survivor’s choice counts, else the other’s', () => {
    const row = (channels: string) => ({
      id: 1,
      ...newContact({ source: 'agent', addedAt: 1, channels } as never, () => 0),
      channels,
    });
    expect(mergedColumns(row(',*:sms,'), row(',*:email,')).channels).toBe(',*:sms,');
    expect(mergedColumns(row(''), row(',*:email,')).channels).toBe(',*:email,');
  });
});
