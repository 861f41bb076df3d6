import fc from 'fast-check';
import {
  emptyDraft,
  type DraftButton,
  type TemplateDraft,
} from '../../../server/src/contracts/template-draft';
import {
  checkDraft,
  checkHeaderFile,
  componentsOf,
  formatsOf,
  nextVariable,
  suggestName,
  wordsOf,
  type CheckContext,
} from '../../../server/src/contracts/template-rules';
import { ruleWords } from '../../../server/src/contracts/template-rules/words';
import { templateLanguages } from '../../../server/src/contracts/template-words';
import { checkTemplateCreate } from '../../../simulator/src/checks/template-create';

const good: TemplateDraft = {
  ...emptyDraft('tr'),
  name: 'order_shipped',
  body: 'Merhaba {{first_name}}, siparişiniz yola çıktı.',
  examples: { 'body.first_name': 'Ayşe' },
};

const found = (change: Partial<TemplateDraft>, context?: CheckContext): string[] =>
  checkDraft({ ...good, ...change }, context).map(({ field, code }) => `${field}: ${code}`);

const url = (change: Partial<Extract<DraftButton, { type: 'URL' }>> = {}): DraftButton => ({
  type: 'URL',
  text: 'Takip et',
  url: 'https://shop.example/o/{{1}}',
  example: '1007',
  ...change,
});
const reply = (text: string): DraftButton => ({ type: 'QUICK_REPLY', text });
const call: DraftButton = { type: 'PHONE_NUMBER', text: 'Ara', phone: '+902120000000' };

describe('the rules of a template', () => {
  it('lets a good one pass', () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    ['', 'name.empty'],
    ['Order', 'name.chars'],
    ['order shipped', 'name.chars'],
    ['sipariş', 'name.chars'],
    ['a'.repeat(513), 'name.long'],
  ])('[T-02] refuses the name %j at its field', (name, code) => {
    expect(found({ name })).toEqual([`name: ${code}`]);
  });

  it('[T-02] suggests a name that would pass, from any text', () => {
    expect(suggestName('Sipariş KARGODA ığüşöç!')).toBe('siparis_kargoda_igusoc');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(found({ name: suggestName(text) })).toEqual([]);
      })
    );
  });

  it('[T-02] [T-04] allows one name in several languages, and once in each', () => {
    const taken = new Set(['order_shipped en', 'other tr']);
    expect(found({}, { taken })).toEqual([]);
    expect(found({ language: 'en' }, { taken })).toEqual(['name: name.taken']);
  });

  it('[T-04] knows only WhatsApp’s languages', () => {
    expect(found({ language: 'tr_TR' })).toEqual(['language: language.unknown']);
    expect(new Set(templateLanguages).size).toBe(templateLanguages.length);
  });

  it('[T-03] keeps the category of an approved template', () => {
    expect(found({ category: 'MARKETING' }, { approvedCategory: 'UTILITY' })).toEqual([
      'category: category.fixed',
    ]);
  });

  it.each([
    ['', ['header.text: text.empty']],
    ['x'.repeat(61), ['header.text: text.long']],
    ['*Yeni*', ['header.text: header.formatting']],
    ['iki\nsatır', ['header.text: header.formatting']],
    ['{{a}} ve {{b}}', ['header.text: header.variables']],
    ['Sipariş {{no}}', ['examples.header.no: example.missing']],
    ['Sipariş {{order_no}}', ['examples.header.order_no: example.missing']],
  ])('[T-05] judges the text header %j', (text, problems) => {
    expect(found({ header: { kind: 'text', text } })).toEqual(problems);
  });

  const MB = 1024 * 1024;
  it.each([
    ['image', 'image/png', 5 * MB, []],
    ['image', 'image/png', 5 * MB + 1, ['header.file: file.size']],
    ['image', 'image/webp', 1, ['header.file: file.type']],
    ['video', 'video/mp4', 16 * MB, []],
    ['video', 'video/mp4', 16 * MB + 1, ['header.file: file.size']],
    ['video', 'video/3gpp', 1, ['header.file: file.type']],
    ['document', 'application/pdf', 100 * MB, []],
    ['document', 'application/pdf', 100 * MB + 1, ['header.file: file.size']],
    ['document', 'text/plain', 1, ['header.file: file.type']],
  ] as const)(
    '[T-05] judges a %s header of %s with %i bytes',
    (kind, mime, sizeBytes, problems) => {
      const file = { id: 1, name: 'a', mime, sizeBytes, url: null };
      expect(found({ header: { kind, file } })).toEqual(problems);
      expect(found({ header: { kind, file: null } })).toEqual(['header.file: file.missing']);
    }
  );

  it.each([
    ['   ', 'NAMED', ['body: text.empty']],
    ['x'.repeat(1025), 'NAMED', ['body: text.long']],
    ['{{a}} size özel bir haberimiz var', 'NAMED', ['body: body.edge']],
    ['Size özel bir haberimiz var {{a}}', 'NAMED', ['body: body.edge']],
    ['Merhaba {{a}} {{b}} size bir haberimiz var şimdi', 'NAMED', ['body: body.adjacent']],
    ['Merhaba {{a}} nasılsın', 'NAMED', ['body: body.density']],
    ['Bir\n\n\nhaber', 'NAMED', ['body: body.spacing']],
    ['Bir\thaber', 'NAMED', ['body: body.spacing']],
    ['Bir     haber', 'NAMED', ['body: body.spacing']],
    ['Merhaba {{A}} size bir haber', 'NAMED', ['body: variable.named']],
    ['Merhaba {{1}} size bir haber', 'NAMED', ['body: variable.named']],
    ['Merhaba {{a}} size bir haber', 'POSITIONAL', ['body: variable.numbered']],
    ['Merhaba {{2}} size bir haber', 'POSITIONAL', ['body: variable.gap']],
    ['Merhaba {{1}} size {{3}} bir haber daha', 'POSITIONAL', ['body: variable.gap']],
    ['Merhaba {a}} size bir haber', 'NAMED', ['body: variable.braces']],
    ['Merhaba {{}} size bir haber', 'NAMED', ['body: variable.braces']],
  ] as const)(
    '[T-06] [T-07] judges the body %j with %s variables',
    (body, parameterFormat, problems) => {
      const examples = {
        'body.a': 'x',
        'body.b': 'x',
        'body.1': 'x',
        'body.2': 'x',
        'body.3': 'x',
        'body.A': 'x',
      };
      expect(found({ body, parameterFormat, examples })).toEqual(problems);
    }
  );

  it('[T-06] wants an example for each variable', () => {
    expect(found({ examples: {} })).toEqual(['examples.body.first_name: example.missing']);
    expect(found({ examples: { 'body.first_name': 'iki\nsatır' } })).toEqual([
      'examples.body.first_name: example.text',
    ]);
  });

  it('[T-08] allows a footer of 60 characters without variables', () => {
    expect(found({ footer: 'x'.repeat(60) })).toEqual([]);
    expect(found({ footer: 'x'.repeat(61) })).toEqual(['footer: text.long']);
    expect(found({ footer: 'Sevgiler {{name}}' })).toEqual(['footer: footer.variables']);
  });

  it.each([
    [[reply('Evet'), reply('Hayır'), url(), call], []],
    [[url(), reply('Evet'), reply('Hayır')], []],
    [[reply('Evet'), url(), reply('Hayır')], ['buttons.2: buttons.order']],
    [[url(), reply('Evet'), call], ['buttons.1: buttons.order']],
    [[reply('Evet'), reply(' evet ')], ['buttons.1.text: buttons.double']],
    [[call, { ...call, text: 'Ara 2' }], ['buttons.1: buttons.kind']],
    [[url(), url({ text: 'b' }), url({ text: 'c' })], ['buttons.2: buttons.kind']],
    [[reply('')], ['buttons.0.text: text.empty']],
    [[reply('x'.repeat(26))], ['buttons.0.text: text.long']],
    [[reply('Sayın {{1}}')], ['buttons.0.text: button.text']],
    [[{ ...call, phone: '0 212' }], ['buttons.0.phone: phone.form']],
    [[{ ...call, phone: '05321110001' }], ['buttons.0.phone: phone.form']],
    [[{ ...call, phone: '5321110001' }], ['buttons.0.phone: phone.form']],
    [[{ ...call, phone: '+05321110001' }], ['buttons.0.phone: phone.form']],
    [[{ ...call, phone: '+1234567890123456' }], ['buttons.0.phone: phone.form']],
    [[{ type: 'COPY_CODE', example: 'YAZ 10' }], ['buttons.0.example: coupon.form']],
    [[{ type: 'COPY_CODE', example: 'YAZ10' }], []],
  ] as [DraftButton[], string[]][])('[T-09] judges the buttons %j', (buttons, problems) => {
    expect(found({ buttons })).toEqual(problems);
  });

  it('[T-09] allows ten buttons', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => reply(`Seçenek ${i}`));
    expect(found({ buttons: many(10) })).toEqual([]);
    expect(found({ buttons: many(11) })).toContain('buttons: buttons.many');
  });

  it.each([
    ['https://shop.example/o', '', []],
    ['https://shop.example/o/{{1}}', '1007', []],
    ['https://shop.example/o/{{1}}', 'https://shop.example/o/1007', []],
    ['https://shop.example/o/{{1}}', '', ['buttons.0.example: url.example']],
    ['https://shop.example/o/{{1}}', 'https://shop.example/o/', ['buttons.0.example: url.example']],
    ['https://shop.example/{{1}}/x', '1', ['buttons.0.url: url.variable']],
    ['https://shop.example/{{1}}{{2}}', '1', ['buttons.0.url: url.variable']],
    ['https://shop.example/{{order}}', '1', ['buttons.0.url: url.variable']],
    ['shop.example', '', ['buttons.0.url: url.form']],
    ['javascript:alert(1)', '', ['buttons.0.url: url.form']],
    [`https://shop.example/${'x'.repeat(2000)}`, '', ['buttons.0.url: text.long']],
  ])('[T-10] judges the address %s with the example %j', (address, example, problems) => {
    expect(found({ buttons: [url({ url: address, example })] })).toEqual(problems);
  });

  it('[T-03] reads nothing but the code’s own fields for the category Authentication', () => {
    const code = { securityRecommendation: true, expirationMinutes: 10, buttonText: 'Kopyala' };
    expect(found({ category: 'AUTHENTICATION', body: '', code })).toEqual([]);
    for (const expirationMinutes of [0, 91])
      expect(found({ category: 'AUTHENTICATION', code: { ...code, expirationMinutes } })).toEqual([
        'code.expirationMinutes: code.minutes',
      ]);
  });

  it('has words in both languages for every rule, with all their values', () => {
    for (const [code, words] of Object.entries(ruleWords)) {
      const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
      expect({ code, holes: holes(words.tr) }).toEqual({ code, holes: holes(words.en) });
    }
    expect(wordsOf({ code: 'variable.gap', values: { name: '{{2}}' } }, 'tr')).toBe(
      'Değişkenleri 1’den başlayıp atlamadan numaralayın. {{2}} eksik.'
    );
  });

  it('[T-07] offers the next free variable', () => {
    expect(nextVariable('POSITIONAL', ['a {{1}} b', '{{3}}'])).toBe('4');
    expect(nextVariable('NAMED', ['Merhaba'])).toBe('first_name');
    expect(nextVariable('NAMED', ['{{first_name}} {{variable_1}}'])).toBe('variable_2');
  });
});

/** Mostly right, so that many drafts pass, with pieces that come close to every rule. */
const mostly = <T>(good: readonly T[], bad: readonly T[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) }
  );
const word = mostly(
  ['Merhaba', 'sipariş', 'bugün', 'yolda', 'ile', '{{a}} ile', '{{1}} ile', '\n'],
  ['{{2}}', '{{b}}', '  ', '*x*', '.', '{', '{{a}}']
);
const sentence = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => words.join(' '));
const keys = ['a', 'b', '1', '2'];
const anyDraft: fc.Arbitrary<TemplateDraft> = fc.record({
  name: mostly(['ok_name'], ['Bad Name', '']),
  category: fc.constantFrom('UTILITY', 'MARKETING'),
  language: mostly(['tr', 'en_US'], ['xx_YYYY']),
  parameterFormat: fc.constantFrom('NAMED', 'POSITIONAL'),
  header: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.constant({ kind: 'location' as const }),
    sentence.map((text) => ({ kind: 'text' as const, text }))
  ),
  body: sentence,
  footer: mostly(['', 'Görüşmek üzere'], ['x'.repeat(61), '{{a}}']),
  buttons: fc.array(
    fc.oneof(
      mostly(['Evet', 'Hayır', 'Belki'], ['', 'x'.repeat(26)]).map(reply),
      mostly(
        ['https://a.example/{{1}}', 'https://a.example'],
        ['a', 'https://a.example/{{1}}/b']
      ).map((address) => url({ url: address, text: 'Aç' })),
      fc.constant(call)
    ),
    { maxLength: 3 }
  ),
  examples: mostly<Record<string, string>>(
    [
      Object.fromEntries(
        ['header', 'body'].flatMap((part) => keys.map((key) => [`${part}.${key}`, 'x']))
      ),
    ],
    [{}]
  ),
  code: fc.constant(good.code),
});

describe('types of files', () => {
  it('[T-05] are named as people call them', () => {
    expect(formatsOf(['image/jpeg', 'image/jpg', 'image/png'])).toBe('JPEG, PNG');
    expect(formatsOf(['application/pdf', 'video/mp4', 'text/plain'])).toBe('PDF, MP4, TXT');
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    expect(formatsOf([word, 'image/svg+xml'])).toBe('DOCX, SVG');
    const sheets = ['application/vnd.ms-excel', 'application/vnd.oasis.opendocument.spreadsheet'];
    expect(formatsOf(sheets)).toBe('XLS, ODS');
    const [problem] = checkHeaderFile('document', { mime: 'image/webp', sizeBytes: 1 });
    expect(problem && wordsOf(problem, 'en')).toBe(
      'This file is of type WEBP. Choose one of type PDF.'
    );
  });
});

describe('the number of a call button', () => {
  const simulatorTakes = (phone: string): boolean =>
    checkTemplateCreate({
      name: 'call_us',
      language: 'tr',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: componentsOf({ ...good, buttons: [{ ...call, phone }] }, null),
    }) === null;

  it('[T-09] is refused without its country code by the rules and by the simulator, and taken with it by both', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 18 })
      .map((list) => list.join(''));
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom('', '+', '0', '+0', '00'), digits, (start, rest) => {
        const phone = `${start}${rest}`;
        const isFine = found({ buttons: [{ ...call, phone }] }).length === 0;
        if (isFine) expect(simulatorTakes(phone)).toBe(true);
        if (/^\+?0/.test(phone))
          expect([phone, isFine, simulatorTakes(phone)]).toEqual([phone, false, false]);
        taken += isFine ? 1 : 0;
      })
    );
    expect(taken).toBeGreaterThan(5);
    expect(simulatorTakes('+902120000000')).toBe(true);
  });
});

describe('what the rules let pass', () => {
  it('[T-11] is what the simulator, written from Meta’s documents alone, takes too', () => {
    let passed = 0;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        if (checkDraft(draft).length > 0) return;
        passed += 1;
        const refusal = checkTemplateCreate({
          name: draft.name,
          language: draft.language,
          category: draft.category,
          parameter_format: draft.parameterFormat,
          components: componentsOf(draft, '4::h'),
        });
        expect(refusal).toBeNull();
      }),
      { numRuns: 4_000 }
    );
    expect(passed).toBeGreaterThan(200);
  });
});
