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
  tagsOf,
  timeline,
  updateBody,
} from '../../../../admin/src/pages/Contacts/model';
import {
  createContactBody,
  recordConsentBody,
  updateContactBody,
} from '../../../../server/src/contracts/contacts';
import { contact } from '../campaigns/builders';

const form = { ...emptyContact, name: 'Ayşe', phone: '0532 123 45 67' };

describe('the form of a contact', () => {
  it('names each mistake at its field', () => {
    expect(contactProblems(emptyContact, true)).toEqual({
      name: 'contacts.problem.name',
      phone: 'contacts.problem.phone',
    });
    expect(contactProblems({ ...form, email: 'a@b', country: 'TUR' }, true)).toEqual({
      email: 'contacts.problem.email',
      country: 'contacts.problem.country',
    });
    expect(contactProblems(form, true)).toEqual({});
  });

  it('keeps a person known only by username without a number', () => {
    expect(contactProblems({ ...form, phone: '' }, false)).toEqual({});
  });

  it('[P-01] makes bodies that the contract takes', () => {
    const body = createBody({ ...form, country: 'tr', tags: 'vip, vip , istanbul,' });
    expect(createContactBody.parse(body)).toEqual({
      name: 'Ayşe',
      phone: '0532 123 45 67',
      country: 'TR',
      email: null,
      language: null,
      tags: ['vip', 'istanbul'],
    });
  });

  it('sends only what was changed', () => {
    const before = formOfContact(contact({ tags: ['vip'] }));
    expect(updateBody({ ...before, name: 'Ayşe K.' }, before)).toEqual({ name: 'Ayşe K.' });
    expect(updateContactBody.parse(updateBody({ ...before, tags: '' }, before))).toEqual({
      tags: [],
    });
    expect(isDirty(before, { ...before })).toBe(false);
  });

  it('splits tags at commas without doubles', () => {
    expect(tagsOf(' a,b ,, a')).toEqual(['a', 'b']);
  });
});

describe('consent and last talk', () => {
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

  it('addresses a person by number, else by WhatsApp id, else by username', () => {
    expect(addressOf(contact())).toBe('+905321234567');
    expect(addressOf(contact({ phone: null }))).toBe('+905321234567');
    expect(addressOf(contact({ phone: null, waId: null, username: 'ayse' }))).toBe('@ayse');
    expect(addressOf(contact({ phone: null, waId: null }))).toBeNull();
  });

  it('takes the later of both directions as the last talk', () => {
    expect(lastTalk(contact({ lastInboundAt: 5, lastOutboundAt: 9 }))).toBe(9);
    expect(lastTalk(contact())).toBeNull();
  });
});
