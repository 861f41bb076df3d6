import type { TemplateSlot } from '../../../server/src/contracts/templates';
import type { TemplateShape } from '../../../server/src/cloud-api/template-shape';
import type { TemplateRow } from '../../../server/src/templates/public';
import { templateView } from '../../../server/src/templates/domain/view';

const slot = (key: string): TemplateSlot => ({
  key,
  component: 'body',
  kind: 'text',
  name: key,
  example: null,
});

const NOW = 100_000_000;
const row: TemplateRow = {
  id: 3,
  wabaId: '77777',
  metaId: '42',
  name: 'order_ready',
  nameKey: 'a-hash',
  language: 'en_US',
  category: 'UTILITY',
  previousCategory: 'MARKETING',
  status: 'APPROVED',
  statusText: 'REINSTATED',
  quality: 'GREEN',
  rejectedReason: null,
  parameterFormat: 'POSITIONAL',
  components: null,
  bindings: null,
  topic: null,
  languageOrder: null,
  maxPrice: null,
  optOutTexts: null,
  optOutAllTexts: null,
  draft: null,
  draftSavedAt: null,
  submittedAt: null,
  statedCategory: 'UTILITY',
  pendingSince: 4_000,
  edits: [NOW - 1],
  deletedAt: null,
  syncedAt: 5_000,
  changedAt: 6_000,
};

const shape: TemplateShape = {
  parameterFormat: 'POSITIONAL',
  header: { format: 'TEXT', text: 'Your order' },
  body: 'Hi {{1}}, {{2}} is ready',
  footer: 'Our shop',
  buttons: [
    { type: 'URL', text: 'Open', url: 'https://example.com', phoneNumber: null },
    { type: 'PHONE_NUMBER', text: 'Call', url: null, phoneNumber: '+905321234567' },
    { type: 'QUICK_REPLY', text: 'Thanks', url: null, phoneNumber: null },
  ],
  slots: [slot('body.1'), slot('body.2')],
  unsupported: [],
};

describe('templateView', () => {
  it('shows the row and the parts of the template, and no more', () => {
    expect(templateView(row, shape, NOW)).toEqual({
      id: 3,
      wabaId: '77777',
      name: 'order_ready',
      language: 'en_US',
      category: 'UTILITY',
      status: 'APPROVED',
      statusText: 'REINSTATED',
      quality: 'GREEN',
      rejectedReason: null,
      parameterFormat: 'POSITIONAL',
      header: { format: 'TEXT', text: 'Your order' },
      body: 'Hi {{1}}, {{2}} is ready',
      footer: 'Our shop',
      buttons: expect.any(Array),
      unmarkedWayOuts: [],
      slots: shape.slots,
      bindings: {},
      topic: null,
      missing: ['body.1', 'body.2'],
      sendable: { ok: true, reason: null },
      syncedAt: 5_000,
      pendingSince: null,
      statedCategory: 'UTILITY',
      previousCategory: 'MARKETING',
      draftSavedAt: null,
      submittedAt: null,
      editsLeft: { day: 0, month: 9 },
      deletedAt: null,
    });
  });

  it('gives a button an address or a number only where it has one', () => {
    // Strict: an absent key is not the same as an undefined one.
    expect(templateView(row, shape, NOW).buttons).toStrictEqual([
      { type: 'URL', text: 'Open', url: 'https://example.com' },
      { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+905321234567' },
      { type: 'QUICK_REPLY', text: 'Thanks' },
    ]);
  });

  it('[T-33] names the variables that are bound to nothing', () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    const view = templateView({ ...row, bindings }, shape, NOW);
    expect(view.bindings).toEqual(bindings);
    expect(view.missing).toEqual(['body.2']);
  });

  it('[T-32] says of an approved template with an unknown part that it cannot be sent', () => {
    expect(templateView(row, { ...shape, unsupported: ['CAROUSEL'] }, NOW).sendable).toEqual({
      ok: false,
      reason: 'unsupported-component',
    });
  });
});
