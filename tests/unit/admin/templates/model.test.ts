import {
  filterTemplates,
  isFiltered,
  noFilter,
  qualityKey,
  refusedKey,
  rejectedKey,
  sameBindings,
} from '../../../../admin/src/pages/Templates/model';
import {
  contactValue,
  isOpen,
  previewBody,
  slotValue,
} from '../../../../admin/src/shared/template-preview';
import type { ContactView } from '../../../../server/src/contracts/contacts';
import type { SlotBinding } from '../../../../server/src/contracts/templates';
import { contact, slot, template } from '../campaigns/builders';

const firstName = (fallback: string | null = null): SlotBinding => ({
  source: { kind: 'contact', field: 'firstName' },
  fallback,
});

describe('the list of templates', () => {
  const list = [
    template({ id: 1, name: 'spring_sale', status: 'APPROVED' }),
    template({
      id: 2,
      name: 'kış_indirimi',
      language: 'tr',
      status: 'PENDING',
      body: 'İyi alışverişler',
    }),
    template({ id: 3, name: 'order_shipped', category: 'UTILITY', status: 'REJECTED' }),
  ];

  it('[T-13] counts each status under the other filters', () => {
    const { counts, all, rows } = filterTemplates(list, { ...noFilter, status: 'PENDING' });
    expect(Object.fromEntries(counts)).toEqual({ APPROVED: 1, PENDING: 1, REJECTED: 1 });
    expect([all, rows.map((t) => t.id)]).toEqual([3, [2]]);
    expect(filterTemplates(list, { ...noFilter, category: 'UTILITY' }).counts.size).toBe(1);
  });

  it('finds by name and text whatever the case, also the Turkish one', () => {
    const found = (q: string) => filterTemplates(list, { ...noFilter, q }).rows.map((t) => t.id);
    expect(found('SPRING')).toEqual([1]);
    expect(found('KIŞ')).toEqual([2]);
    expect(found('iyi alış')).toEqual([2]);
    expect(found('nothing')).toEqual([]);
  });

  it('knows whether a filter is set', () => {
    expect(isFiltered(noFilter)).toBe(false);
    expect(isFiltered({ ...noFilter, q: ' x' })).toBe(true);
  });
});

describe('why a template may not be sent', () => {
  it('[T-35] names the state, which tells more than "not approved"', () => {
    const refused = (status: 'PENDING' | 'REJECTED' | 'APPROVED', reason: string) =>
      refusedKey(template({ status, sendable: { ok: false, reason } }));
    expect(refused('PENDING', 'not-approved')).toBe('templates.refused.PENDING');
    expect(refused('APPROVED', 'unsupported-component')).toBe(
      'templates.refused.unsupported-component'
    );
    expect(refused('APPROVED', 'something-new')).toBe('templates.refused.other');
    expect(refusedKey(template())).toBeNull();
  });

  it('puts reasons of Meta in words and shows unknown ones as they came', () => {
    expect(rejectedKey('INVALID_FORMAT')).toBe('templates.rejected.INVALID_FORMAT');
    expect(rejectedKey('NEW_REASON')).toBe('templates.rejected.other');
    expect([rejectedKey('NONE'), rejectedKey(null)]).toEqual([null, null]);
    expect(qualityKey('PURPLE')).toBe('templates.quality.UNKNOWN');
  });
});

describe('what one contact gets in a variable', () => {
  it('[T-34] uses the fallback for an empty value and skips the contact without one', () => {
    const nameless = contact({ email: null });
    const email = (fallback: string | null): SlotBinding => ({
      source: { kind: 'contact', field: 'email' },
      fallback,
    });
    expect(slotValue(email('you'), nameless)).toEqual({ text: 'you', origin: 'fallback' });
    expect(slotValue(email(null), nameless)).toEqual({ text: '', origin: 'skip' });
    expect(slotValue(email('  '), nameless)?.origin).toBe('skip');
    expect(slotValue(firstName(), contact())).toEqual({ text: 'Ayşe', origin: 'value' });
    expect(slotValue(undefined, contact())).toBeNull();
  });

  it('takes the first word of the name as first name', () => {
    expect(contactValue(contact({ name: '  Ayşe  Nur Kaya' }), 'firstName')).toBe('Ayşe');
    expect(contactValue(contact({ username: null }), 'username')).toBe('');
  });
});

describe('the preview of a template', () => {
  const rich = template({
    header: { format: 'TEXT', text: 'Hi {{first_name}}' },
    body: 'Order {{1}} for {{ 1 }}, {{2}}',
    buttons: [{ type: 'URL', text: 'Track', url: 'https://example.com/{{1}}' }],
    slots: [
      slot({ key: 'header.first_name', component: 'header', name: 'first_name' }),
      slot({ key: 'body.1', example: '123' }),
      slot({ key: 'body.2', name: '2', example: null }),
      slot({ key: 'button.0', component: 'button', kind: 'url-suffix', buttonIndex: 0 }),
    ],
  });

  it('[T-28] [T-31] fills header, text and link with the values of the contact', () => {
    const body = previewBody(
      rich,
      {
        'header.first_name': firstName(),
        'body.1': { source: { kind: 'text', text: '$& A-1' }, fallback: null },
        'button.0': { source: { kind: 'contact', field: 'country' }, fallback: null },
      },
      { contact: contact(), sources: null }
    );
    expect(body.header).toEqual({ kind: 'text', text: 'Hi Ayşe' });
    expect(body.text).toBe('Order $& A-1 for $& A-1, {{2}}');
    expect(body.buttons[0]).toEqual({
      type: 'url',
      text: 'Track',
      value: 'https://example.com/TR',
    });
  });

  it('shows the example of Meta where no source is chosen, and never as the value of a person', () => {
    const asSeen = (who: ContactView | null) =>
      previewBody(rich, {}, { contact: who, sources: null }).text;
    expect(asSeen(null)).toBe('Order 123 for 123, {{2}}');
    expect(asSeen(contact())).toBe('Order {{1}} for {{ 1 }}, {{2}}');
  });

  it('knows whether a variable is without a source; a picture is no variable', () => {
    const text: SlotBinding = { source: { kind: 'text', text: 'x' }, fallback: null };
    const media = slot({ key: 'header', component: 'header', kind: 'image' });
    const shown = template({ slots: [media, slot({ key: 'body.1' })] });
    expect(isOpen(shown, {})).toBe(true);
    expect(isOpen(shown, { 'body.1': text })).toBe(false);
  });
});

describe('saved bindings', () => {
  it('are the same whatever the order of their keys', () => {
    const text: SlotBinding = { source: { kind: 'text', text: 'x' }, fallback: null };
    expect(sameBindings({ a: text, b: firstName() }, { b: firstName(), a: text })).toBe(true);
    expect(sameBindings({ a: firstName() }, { a: firstName('you') })).toBe(false);
    expect(sameBindings({ a: text }, {})).toBe(false);
  });
});
