import {
  addressOf,
  consentBody,
  contactProblems,
  createBody,
  emptyConsent,
  emptyContact,
  formOfContact,
  isDirty,
  lastTalk,
  mergeContact,
  timeline,
  updateBody,
} from '../../../../admin/src/pages/Contacts/model';
import {
  createContactBody,
  recordConsentBody,
  updateContactBody,
} from '../../../../server/src/contracts/contacts';
import { contact } from '../campaigns/builders';

const form = { ...emptyContact, givenName: 'Ayşe', familyName: 'Kaya', phone: '0532 123 45 67' };

describe('the form of a contact', () => {
  it('names each mistake at its field', () => {
    expect(contactProblems(emptyContact, true)).toEqual({
      givenName: 'contacts.problem.name',
      phone: 'contacts.problem.phone',
    });
    expect(contactProblems({ ...form, email: 'a@b' }, true)).toEqual({
      email: 'contacts.problem.email',
    });
    expect(contactProblems(form, true)).toEqual({});
  });

  it('keeps a contact known only by username without a number', () => {
    expect(contactProblems({ ...form, phone: '' }, false)).toEqual({});
  });

  it('[P-01] makes bodies that the contract takes', () => {
    const body = createBody({
      ...form,
      country: 'TR',
      tags: ['vip'],
      owner: '3',
      custom: { size: 'M', city: '' },
    });
    expect(createContactBody.parse(body)).toEqual({
      givenName: 'Ayşe',
      familyName: 'Kaya',
      phone: '0532 123 45 67',
      country: 'TR',
      email: null,
      language: null,
      timezone: null,
      town: null,
      ownerId: 3,
      tags: ['vip'],
      custom: { size: 'M', city: null },
    });
  });

  it('sends only what was changed', () => {
    const before = formOfContact(contact({ tags: ['vip'] }));
    expect(updateBody({ ...before, name: 'Ayşe K.' }, before)).toMatchObject({ name: 'Ayşe K.' });
    expect(updateBody({ ...before, name: '', familyName: 'Kaya' }, before)).toEqual({
      givenName: null,
      familyName: 'Kaya',
    });
    expect(updateContactBody.parse(updateBody({ ...before, tags: [] }, before))).toEqual({
      tags: [],
    });
    expect(updateBody({ ...before, custom: { size: 'M' } }, before)).toEqual({
      custom: { size: 'M' },
    });
    expect(isDirty(before, { ...before })).toBe(false);
    // A field that was looked at and left empty is no change.
    expect(isDirty({ ...before, custom: { size: '' } }, before)).toBe(false);
    expect(isDirty({ ...before, custom: { size: 'M' } }, before)).toBe(true);
  });

  it('sends one part of the name alone, and the shown name only where it is one of its own', () => {
    const before = { ...form, name: '' };
    expect(updateBody({ ...before, familyName: 'Demir' }, before)).toEqual({ familyName: 'Demir' });
    const named = { ...form, name: 'Ayşe Hanım' };
    expect(updateBody({ ...named, familyName: 'Demir' }, named)).toEqual({
      name: 'Ayşe Hanım',
      familyName: 'Demir',
    });
    expect(updateBody({ ...named, name: '' }, named)).toEqual({
      givenName: 'Ayşe',
      familyName: 'Kaya',
    });
  });

  it('takes over what a colleague saved meanwhile, and names what both changed', () => {
    const base = {
      ...form,
      town: 'Bursa',
      tags: ['vip', 'old'],
      custom: { size: 'M', pet: 'cat' },
    };
    const typed = {
      ...base,
      town: 'İzmir',
      tags: ['vip', 'new'],
      custom: { ...base.custom, size: 'L' },
    };
    const saved = {
      ...base,
      email: 'ayse@example.com',
      town: 'Ankara',
      tags: ['vip', 'old', 'theirs'],
      custom: { size: 'S' },
    };
    const merged = mergeContact({ base, form: typed, saved });
    expect(merged.form).toEqual({
      ...base,
      email: 'ayse@example.com',
      town: 'İzmir',
      tags: ['vip', 'theirs', 'new'],
      custom: { size: 'L' },
    });
    expect(merged.clashes).toEqual(['town', 'custom.size']);
    expect(updateBody(merged.form, saved)).toEqual({
      town: 'İzmir',
      tags: ['vip', 'theirs', 'new'],
      custom: { size: 'L' },
    });
  });

  it('shows a name of its own only where it is not first name and surname', () => {
    const named = contact({ name: 'Ada Lovelace', givenName: 'Ada', familyName: 'Lovelace' });
    expect(formOfContact(named)).toMatchObject({ name: '', givenName: 'Ada' });
    expect(formOfContact(contact({ name: 'ada99' })).name).toBe('ada99');
  });
});

describe('consent and last message', () => {
  it('records nothing without answer, place and proof', () => {
    const said = {
      ...emptyConsent,
      action: 'opt-in' as const,
      source: 'shop',
      evidence: 'form 12',
    };
    expect(consentBody(emptyConsent)).toBeNull();
    expect(consentBody({ ...said, evidence: '  ' })).toBeNull();
    expect(consentBody({ ...said, action: null })).toBeNull();
    expect(recordConsentBody.parse(consentBody(said))).toMatchObject({
      action: 'opt-in',
      source: 'shop',
    });
  });

  it('shows the newest entry of the ledger first', () => {
    const event = {
      category: 'marketing',
      topic: null,
      action: 'opt-in',
      source: 's',
      evidence: null,
      actor: null,
    };
    expect(
      timeline([
        { ...event, id: 1, at: 5 },
        { ...event, id: 2, at: 9 },
        { ...event, id: 3, at: 9 },
      ]).map((e) => e.id)
    ).toEqual([3, 2, 1]);
  });

  it('addresses a contact by number, else by WhatsApp id, else by username', () => {
    expect(addressOf(contact())).toBe('+905321234567');
    expect(addressOf(contact({ phone: null }))).toBe('+905321234567');
    expect(addressOf(contact({ phone: null, waId: null, username: 'ayse' }))).toBe('@ayse');
    expect(addressOf(contact({ phone: null, waId: null }))).toBeNull();
  });

  it('takes the later of both directions as the last message', () => {
    expect(lastTalk(contact({ lastInboundAt: 5, lastOutboundAt: 9 }))).toBe(9);
    expect(lastTalk(contact())).toBeNull();
  });
});
