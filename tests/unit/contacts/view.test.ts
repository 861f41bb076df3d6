import type { ContactRow } from '../../../server/src/contacts/public';
import { contactView } from '../../../server/src/contacts/domain/view';
import { newContact } from '../../../server/src/contacts/resolve';

const aContact = (over: Partial<ContactRow> = {}): ContactRow => ({
  id: 1,
  ...newContact({ source: 'agent', addedAt: 100 }, () => 0.5),
  ...over,
});

describe('contactView', () => {
  it('shows a contact field by field', () => {
    const row = aContact({
      id: 7,
      name: 'Ada',
      phone: '+905321234567',
      waId: '905321234567',
      bsuid: 'TR.1',
      username: 'ada',
      profileName: 'Ada L.',
      email: 'ada@example.com',
      language: 'tr',
      country: 'TR',
      givenName: 'Ada',
      familyName: 'L.',
      timezone: 'Europe/Istanbul',
      town: 'Bursa',
      marketing: 'in',
      utility: 'out',
      blocked: true,
      askedStopAt: 5,
      lastInboundAt: 10,
      lastOutboundAt: 20,
      changedAt: 300,
    });
    const extras = { tags: ['vip'], custom: { size: 'M' }, owner: { id: 3, name: 'Can' } };
    expect(contactView(row, extras)).toStrictEqual({
      id: 7,
      name: 'Ada',
      givenName: 'Ada',
      familyName: 'L.',
      phone: '+905321234567',
      waId: '905321234567',
      bsuid: 'TR.1',
      username: 'ada',
      profileName: 'Ada L.',
      email: 'ada@example.com',
      language: 'tr',
      country: 'TR',
      timezone: 'Europe/Istanbul',
      town: 'Bursa',
      owner: { id: 3, name: 'Can' },
      tags: ['vip'],
      custom: { size: 'M' },
      consent: { marketing: 'in', utility: 'out' },
      askedStopAt: 5,
      blocked: true,
      source: 'agent',
      lastInboundAt: 10,
      lastOutboundAt: 20,
      createdAt: 100,
      updatedAt: 300,
    });
  });

  it.each([
    [{ name: 'Ada', profileName: 'ada99', phone: '+905321234567' }, 'Ada'],
    [{ name: 'Ada', profileName: null, phone: null }, 'Ada'],
    [{ name: '', profileName: 'ada99', phone: '+905321234567' }, 'ada99'],
    [{ name: '', profileName: null, phone: '+905321234567' }, '+905321234567'],
    [{ name: '', profileName: null, phone: null, username: 'ada' }, '@ada'],
    [{ name: '', profileName: null, phone: null, username: null, bsuid: 'TR.1' }, 'TR.1'],
    [{ name: '', profileName: null, phone: null, username: null }, ''],
  ])('calls %j "%s"', (over, wanted) => {
    expect(contactView(aContact(over)).name).toBe(wanted);
  });

  it('shows no tags, fields and owner as empty', () => {
    expect(contactView(aContact())).toMatchObject({ tags: [], custom: {}, owner: null });
  });
});
