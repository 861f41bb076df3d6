import fc from 'fast-check';
import {
  exampleKeys,
  moved,
  previewOf,
  toggleMark,
  withButton,
  withFormat,
} from '../../../../admin/src/pages/Templates/editor/draft-model';
import { submitProblems } from '../../../../admin/src/pages/Templates/editor/submit-refusal';
import { languageLabel, languageName } from '../../../../admin/src/shared/language-name';
import { previewBody } from '../../../../admin/src/shared/template-preview';
import { emptyDraft, type TemplateDraft } from '../../../../server/src/contracts/template-draft';

const draft: TemplateDraft = {
  ...emptyDraft('tr'),
  header: { kind: 'text', text: 'Sipariş {{order}}' },
  body: 'Merhaba {{first_name}}, {{order}} yolda.',
  footer: 'Mağaza',
  buttons: [{ type: 'URL', text: 'Takip', url: 'https://a.example/{{1}}', example: '1007' }],
  examples: { 'header.order': 'A-1', 'body.first_name': 'Ayşe', 'body.order': 'A-1' },
};
const words = 'Kodu kopyala';

describe('a template that is written', () => {
  it('[T-12] [T-28] looks as the customer will see it, with the examples in place of the variables', () => {
    const body = previewBody(previewOf(draft, words), {}, { contact: null, sources: null });
    expect(body).toMatchObject({
      header: { kind: 'text', text: 'Sipariş A-1' },
      text: 'Merhaba Ayşe, A-1 yolda.',
      footer: 'Mağaza',
      buttons: [{ type: 'url', text: 'Takip', value: 'https://a.example/1007' }],
    });
  });

  it('[T-12] shows the text that WhatsApp writes for a code', () => {
    const asked = { ...draft, category: 'AUTHENTICATION' as const };
    const shown = (part: Partial<TemplateDraft>) =>
      previewBody(previewOf({ ...asked, ...part }, words), {}, { contact: null, sources: null });
    expect(shown({})).toMatchObject({
      header: null,
      text: 'Doğrulama kodunuz: *123456*. Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
      footer: 'Bu kodun süresi 10 dakika içinde dolar.',
      buttons: [{ type: 'copy-code', text: 'Kodu kopyala', value: null }],
    });
    const code = { securityRecommendation: false, expirationMinutes: null, buttonText: 'Al' };
    expect(shown({ language: 'fr', code })).toMatchObject({
      text: '*123456* is your verification code.',
      footer: null,
      buttons: [{ type: 'copy-code', text: 'Al' }],
    });
  });

  it('[T-12] shows the name of the chosen file', () => {
    const file = { id: 1, name: 'vitrin.png', mime: 'image/png', sizeBytes: 1, url: null };
    const shown = previewOf({ ...draft, header: { kind: 'image', file } }, words);
    expect(previewBody(shown, {}, { contact: null, sources: null }).header).toEqual({
      kind: 'image',
      text: 'vitrin.png',
    });
  });

  it('[T-28] finds the variables of header and text', () => {
    expect(exampleKeys(draft).map((one) => one.key)).toEqual([
      'header.order',
      'body.first_name',
      'body.order',
    ]);
  });

  it('[T-07] switches between names and numbers with examples and places kept', () => {
    const numbered = withFormat(draft, 'POSITIONAL');
    expect(numbered).toMatchObject({
      header: { text: 'Sipariş {{1}}' },
      body: 'Merhaba {{1}}, {{2}} yolda.',
      examples: { 'header.1': 'A-1', 'body.1': 'Ayşe', 'body.2': 'A-1' },
    });
    expect(withFormat(numbered, 'NAMED')).toMatchObject({
      body: 'Merhaba {{variable_1}}, {{variable_2}} yolda.',
      examples: { 'body.variable_1': 'Ayşe', 'body.variable_2': 'A-1' },
    });
  });

  it('[T-06] takes a mark away that it has put, whatever is selected', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('*', '_', '~', '```'),
        (text, a, b, mark) => {
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
          if (start === undefined || end === undefined) return;
          // Marks around the selection are taken away first; that is another case.
          if (text.slice(0, start).endsWith(mark) && text.slice(end).startsWith(mark)) return;
          const once = toggleMark(text, [start, end], mark);
          expect(toggleMark(once.text, once.selection, mark)).toEqual({
            text,
            selection: [start, end],
          });
        }
      )
    );
  });

  it('[T-09] puts a quick reply beside the others, and moves buttons', () => {
    const [reply, call] = [
      { type: 'QUICK_REPLY' as const, text: 'Evet' },
      { type: 'PHONE_NUMBER' as const, text: 'Ara', phone: '' },
    ];
    expect(withButton([reply, call], 'QUICK_REPLY').map((one) => one.type)).toEqual([
      'QUICK_REPLY',
      'QUICK_REPLY',
      'PHONE_NUMBER',
    ]);
    expect(moved([reply, call], 0, 1)).toEqual([call, reply]);
    expect(moved([reply, call], 1, 1)).toEqual([reply, call]);
  });

  it('[T-04] names languages in the viewer’s words', () => {
    expect(languageLabel('tr', 'en')).toBe('Turkish (tr)');
    expect(languageLabel('pt_BR', 'en')).toBe('Brazilian Portuguese (pt_BR)');
    expect(languageLabel('tr', 'tr')).toBe('Türkçe (tr)');
    expect(languageName('pt_BR', 'tr')).toBe('Brezilya Portekizcesi');
    expect(languageName('no code at all', 'en')).toBe('no code at all');
  });
});

describe('a refused submission', () => {
  const thrown = (details: unknown) => ({ response: { data: { error: { details } } } });

  it('[T-11] is read as problems of fields, or as Meta’s words at one', () => {
    const problems = [{ field: 'body', code: 'text.empty' }];
    expect(submitProblems(thrown({ kind: 'template-invalid', problems }), 'en')).toEqual([
      { ...problems[0], said: null },
    ]);
    const meta = { title: 'Content in this language already exists', details: 'Choose another.' };
    expect(
      submitProblems(
        thrown({ kind: 'template-refused', field: 'name', code: 'name.taken', meta }),
        'en'
      )
    ).toEqual([
      {
        field: 'name',
        code: 'name.taken',
        said: 'Content in this language already exists: Choose another.',
      },
    ]);
  });

  it('leaves other troubles to the general words', () => {
    for (const one of [null, 'x', {}, thrown({ kind: 'number-not-usable' }), thrown(null)])
      expect(submitProblems(one, 'en')).toBeNull();
  });
});
