import fc from 'fast-check';
import { mergedColumns, stricter, survivorOf } from '../../../server/src/contacts/domain/merge';
import { newContact } from '../../../server/src/contacts/resolve';
import type { ContactRow } from '../../../server/src/contacts/public';

const aContact = (over: Partial<ContactRow> = {}): ContactRow => ({
  id: 1,
  ...newContact({ source: 'agent', addedAt: 100, ...over }, () => 0.5),
  ...over,
});

const state = fc.constantFrom('in' as const, 'out' as const, 'none' as const);

describe('merging two rows of one person', () => {
  it('keeps the older row, the lower id of two equally old', () => {
    const older = aContact({ id: 9, addedAt: 1 });
    const younger = aContact({ id: 2, addedAt: 2 });
    expect(survivorOf(younger, older)).toEqual({ winner: older, loser: younger });
    const twin = aContact({ id: 10, addedAt: 1 });
    expect(survivorOf(twin, older).winner).toBe(older);
    expect(survivorOf(older, twin).winner).toBe(older);
  });

  it('[O-22] never weakens a refusal, a block or a pause', () => {
    fc.assert(
      fc.property(
        state,
        state,
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.nat()),
        fc.option(fc.nat()),
        (a, b, x, y, p, q) => {
          const merged = mergedColumns(
            aContact({ marketing: a, blocked: x, pausedUntil: p }),
            aContact({ marketing: b, blocked: y, pausedUntil: q })
          );
          expect(merged.marketing === 'out').toBe(a === 'out' || b === 'out');
          expect(merged.blocked).toBe(x || y);
          expect(merged.pausedUntil ?? -1).toBe(Math.max(p ?? -1, q ?? -1));
          expect(stricter(a, b)).toBe(stricter(b, a));
        }
      )
    );
  });

  it('[O-17] keeps the older question whether somebody asked to stop', () => {
    const asked = (askedStopAt: number | null, words: string) =>
      aContact({ askedStopAt, askedStop: { messageId: 1, wamid: null, accountId: 1, words } });
    const none = aContact();
    const [older, newer] = [asked(5, 'older'), asked(9, 'newer')];
    for (const [a, b] of [
      [older, newer],
      [newer, older],
      [older, none],
      [none, older],
    ] as const)
      expect(mergedColumns(a, b)).toMatchObject({ askedStopAt: 5, askedStop: { words: 'older' } });
    expect(mergedColumns(none, none)).toMatchObject({ askedStopAt: null, askedStop: null });
  });

  it('[X-15] completes what the survivor lacks and keeps what it has', () => {
    const winner = aContact({ name: 'Ada', waId: '905321234567' });
    const loser = aContact({
      name: 'Lovelace',
      bsuid: 'TR.1',
      email: 'a@b.c',
      lastInboundAt: 7,
    });
    expect(mergedColumns(winner, loser)).toMatchObject({
      name: 'Ada',
      waId: '905321234567',
      bsuid: 'TR.1',
      email: 'a@b.c',
      lastInboundAt: 7,
    });
  });

  it.each([
    ['in', 'none', 'in'],
    ['none', 'in', 'in'],
    ['in', 'in', 'in'],
    ['none', 'none', 'none'],
    ['out', 'in', 'out'],
    ['none', 'out', 'out'],
  ] as const)('[O-22] of %s and %s keeps %s', (a, b, wanted) => {
    expect(stricter(a, b)).toBe(wanted);
  });

  it('keeps the older row also when it has the higher id, whichever is named first', () => {
    const older = aContact({ id: 9, addedAt: 1 });
    const younger = aContact({ id: 2, addedAt: 2 });
    expect(survivorOf(older, younger)).toEqual({ winner: older, loser: younger });
  });

  const full = {
    phone: '+905321234567',
    waId: '905321234567',
    bsuid: 'TR.1',
    username: 'ada',
    profileName: 'Ada L.',
    email: 'ada@example.com',
    language: 'tr',
    country: 'TR',
    timezone: 'Europe/Istanbul',
    pausedUntil: 5,
    lastInboundAt: 6,
    lastOutboundAt: 7,
  };
  const bare = Object.fromEntries(Object.keys(full).map((name) => [name, null]));

  it('[X-15] takes every column from the one that has it, whichever that is', () => {
    expect(mergedColumns(aContact(full), aContact(bare))).toMatchObject(full);
    expect(mergedColumns(aContact(bare), aContact(full))).toMatchObject(full);
    expect(mergedColumns(aContact(bare), aContact(bare))).toMatchObject(bare);
  });

  it('[X-15] prefers the values of the survivor', () => {
    const other = {
      phone: '+44',
      waId: '44',
      bsuid: 'GB.1',
      username: 'b',
      profileName: 'B',
      email: 'b@example.com',
      language: 'en',
      country: 'GB',
      timezone: 'Europe/London',
    };
    expect(mergedColumns(aContact(full), aContact(other))).toMatchObject(full);
  });

  it('[X-15] keeps the number and the ids of one account, never the number of one with the wa_id of the other', () => {
    const typed = aContact({ phone: '+905330000001', country: 'TR' });
    const onWhatsApp = aContact({
      phone: '+4915112345678',
      waId: '4915112345678',
      bsuid: 'DE.1',
      country: 'DE',
    });
    const account = {
      phone: '+4915112345678',
      waId: '4915112345678',
      bsuid: 'DE.1',
      country: 'DE',
    };
    expect(mergedColumns(typed, onWhatsApp)).toMatchObject(account);
    expect(mergedColumns(onWhatsApp, typed)).toMatchObject(account);
    // A user id alone is another account than a number with one of its own.
    expect(mergedColumns(aContact({ bsuid: 'DE.2' }), onWhatsApp)).toMatchObject(account);
    // The number that was typed is that of the account, in another spelling.
    const same = aContact({ phone: '+5511987654321' });
    expect(mergedColumns(same, aContact({ waId: '551187654321' }))).toMatchObject({
      phone: '+5511987654321',
      waId: '551187654321',
    });
  });

  it('[X-15] takes no user id along that belongs to another number', () => {
    const early = aContact({ waId: '905321110001', phone: '+905321110001' });
    const other = aContact({ waId: '905321110002', phone: '+905321110002', bsuid: 'TR.2' });
    expect(mergedColumns(early, other)).toMatchObject({ waId: '905321110001', bsuid: null });
    const hidden = aContact({ bsuid: 'TR.1' });
    expect(mergedColumns(early, hidden)).toMatchObject({ waId: '905321110001', bsuid: 'TR.1' });
  });

  it('[P-11] keeps until when a refusal of before held, of both the later one', () => {
    const merged = mergedColumns(
      aContact({ marketingRefusedAt: 5 }),
      aContact({ marketingRefusedAt: 9, utilityRefusedAt: 2 })
    );
    expect(merged).toMatchObject({ marketingRefusedAt: 9, utilityRefusedAt: 2 });
  });

  it('[C-22] keeps one owner and takes given name and surname together', () => {
    const named = aContact({ name: 'Ada Lovelace', givenName: 'Ada', familyName: 'Lovelace' });
    const half = aContact({ name: 'Ada', givenName: 'Ada', ownerId: 3 });
    const none = aContact({ name: 'A', ownerId: 5 });
    expect(mergedColumns(none, named)).toMatchObject({ givenName: 'Ada', familyName: 'Lovelace' });
    // A surname of another spelling of the person is not put behind the given name that was kept.
    expect(mergedColumns(half, named)).not.toHaveProperty('familyName');
    expect(mergedColumns(half, none).ownerId).toBe(3);
    expect(mergedColumns(named, none).ownerId).toBe(5);
  });

  it('makes a real contact of a real one and a sample', () => {
    const sampleOf = (a: boolean, b: boolean) =>
      mergedColumns(aContact({ sample: a }), aContact({ sample: b })).sample;
    expect(sampleOf(true, true)).toBe(true);
    expect(sampleOf(true, false)).toBe(false);
    expect(sampleOf(false, true)).toBe(false);
    expect(sampleOf(false, false)).toBe(false);
  });
});
