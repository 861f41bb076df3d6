import fc from 'fast-check';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import { componentsOf } from '../../../server/src/contracts/template-rules';
import { editsLeft, withEdit } from '../../../server/src/templates/domain/edits';
import { placeOf } from '../../../server/src/templates/domain/meta-refusal';
import { draftOf } from '../../../server/src/templates/draft-of';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('edits of an approved template', () => {
  it('are one in 24 hours and ten in 30 days', () => {
    const now = 100 * DAY;
    expect(editsLeft(null, now)).toEqual({ day: 1, month: 10 });
    expect(editsLeft([now], now)).toEqual({ day: 0, month: 9 });
    expect(editsLeft([now - DAY + 1], now)).toEqual({ day: 0, month: 9 });
    expect(editsLeft([now - DAY], now)).toEqual({ day: 1, month: 9 });
    expect(editsLeft([now - 30 * DAY], now)).toEqual({ day: 1, month: 10 });
    const ten = Array.from({ length: 10 }, (_, i) => now - (i + 1) * 2 * DAY);
    expect(editsLeft(ten, now)).toEqual({ day: 1, month: 0 });
  });

  it('forget what no longer counts', () => {
    const now = 100 * DAY;
    expect(withEdit([now - 31 * DAY, now - DAY], now)).toEqual([now - DAY, now]);
  });
});

describe('Meta’s refusal', () => {
  const said = (subcode: number | null, details: string, cls = 'request' as const) =>
    placeOf({ class: cls, code: 100, subcode, title: 'Invalid parameter', details });

  it.each([
    [2388024, '', 'name', 'name.taken'],
    [2388023, '', 'name', 'name.blocked'],
    [2388047, '', 'header.text', 'header.refused'],
    [2388072, '', 'body', 'body.refused'],
    [2388073, '', 'footer', 'footer.refused'],
    [2388299, '', 'body', 'body.edge'],
    [2388273, '', 'header.file', 'header.refused'],
    [null, 'A URL button needs an address', 'buttons', 'buttons.refused'],
    [null, 'Param name must be lowercase', 'name', null],
    [null, 'The category cannot be changed', 'category', 'category.refused'],
    [2388040, 'Button is not valid', 'buttons', 'buttons.refused'],
    [null, 'Something went wrong', '', null],
  ])('[T-11] %s "%s" lands at %s', (subcode, details, field, code) => {
    expect(said(subcode, details)).toEqual({ field, code });
  });

  it('[T-11] blames no field for a token or a rate', () => {
    const error = { code: 190, subcode: null, title: 'token', details: 'the header is missing' };
    expect(placeOf({ ...error, class: 'auth' })).toEqual({ field: '', code: null });
    expect(placeOf({ ...error, class: 'rate' })).toEqual({ field: '', code: null });
  });
});

const anyDraft: fc.Arbitrary<TemplateDraft> = fc
  .record({
    parameterFormat: fc.constantFrom('NAMED' as const, 'POSITIONAL' as const),
    kind: fc.constantFrom('none', 'text', 'image', 'location'),
    footer: fc.constantFrom('', 'Görüşürüz'),
    buttons: fc.subarray<TemplateDraft['buttons'][number]>([
      { type: 'QUICK_REPLY', text: 'Evet' },
      { type: 'URL', text: 'Aç', url: 'https://a.example/{{1}}', example: 'https://a.example/7' },
      { type: 'URL', text: 'Site', url: 'https://a.example', example: '' },
      { type: 'PHONE_NUMBER', text: 'Ara', phone: '+902120000000' },
      { type: 'COPY_CODE', example: 'YAZ10' },
    ]),
  })
  .map(({ parameterFormat, kind, footer, buttons }) => {
    const name = parameterFormat === 'NAMED' ? 'first_name' : '1';
    return {
      ...emptyDraft('tr'),
      name: 'order',
      parameterFormat,
      header:
        kind === 'text'
          ? { kind: 'text' as const, text: `Sipariş {{${name}}}` }
          : kind === 'image'
            ? { kind: 'image' as const, file: null }
            : { kind: kind as 'none' | 'location' },
      body: `Merhaba {{${name}}}, kolay gelsin`,
      footer,
      buttons,
      examples: {
        ...(kind === 'text' ? { [`header.${name}`]: 'A-1' } : {}),
        [`body.${name}`]: 'Ayşe',
      },
    };
  });

describe('a template of Meta in the editor', () => {
  it('[T-11] is what was submitted, for every kind of part', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const read = draftOf({ ...draft, components: componentsOf(draft, '4::h') });
        expect(read.unsupported).toEqual([]);
        const { code: _code, ...rest } = read.draft;
        const { code: _other, ...wanted } = draft;
        expect(rest).toEqual(wanted);
      })
    );
  });

  it('names the parts that it would lose', () => {
    const body = { type: 'BODY', text: 'x' };
    const read = (components: unknown[]) =>
      draftOf({
        name: 'a',
        language: 'tr',
        category: 'MARKETING',
        parameterFormat: 'NAMED',
        components,
      }).unsupported;
    expect(read([body, { type: 'CAROUSEL' }])).toEqual(['CAROUSEL']);
    expect(read([body, { type: 'HEADER', format: 'GIF' }])).toEqual(['header:GIF']);
    expect(read([body, { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'x' }] }])).toEqual([
      'button:FLOW',
    ]);
  });

  it('[T-03] leaves a code template alone that an app fills in: the editor would make it one to copy', () => {
    const read = (button: object) =>
      draftOf({
        name: 'a',
        language: 'tr',
        category: 'AUTHENTICATION',
        parameterFormat: 'POSITIONAL',
        components: [
          { type: 'BODY', add_security_recommendation: true },
          { type: 'BUTTONS', buttons: [button] },
        ],
      }).unsupported;
    const url = 'https://www.whatsapp.com/otp/code/?otp_type=ONE_TAP&code=otp{{1}}';
    expect(read({ type: 'URL', text: 'Kopyala', url })).toEqual(['button:ONE_TAP']);
    expect(read({ type: 'OTP', otp_type: 'zero_tap' })).toEqual(['button:ZERO_TAP']);
    expect(read({ type: 'OTP', otp_type: 'COPY_CODE' })).toEqual([]);
    expect(read({ type: 'URL', url: url.replace('ONE_TAP', 'COPY_CODE') })).toEqual([]);
  });

  it('[T-03] reads a code template back as one', () => {
    const code = { securityRecommendation: true, expirationMinutes: 7, buttonText: 'Kopyala' };
    const draft: TemplateDraft = { ...emptyDraft('tr'), category: 'AUTHENTICATION', code };
    const read = draftOf({ ...draft, components: componentsOf(draft, null) });
    expect(read).toMatchObject({ draft: { category: 'AUTHENTICATION', code }, unsupported: [] });
  });
});
