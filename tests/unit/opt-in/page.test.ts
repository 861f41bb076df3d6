import { countriesOf } from '../../../server/src/opt-in/domain/countries';
import {
  finishPage,
  formPage,
  noFormPage,
  type FormFacts,
} from '../../../server/src/opt-in/domain/page';

const HOSTILE = `"><script>alert('x')</script>&`;
const words = {
  title: 'Offers',
  agree: 'I agree that Defne Ev writes to me over WhatsApp.',
  notice: 'Your number.\nTo write to you.',
  noticeUrl: 'https://shop.example/privacy',
  thanks: '',
};
const facts = (part: Partial<FormFacts> = {}): FormFacts => ({
  language: 'en',
  nonce: 'n0nce',
  business: 'Defne Ev',
  words,
  version: 3,
  countries: countriesOf('en'),
  country: 'TR',
  other: 'tr',
  purposes: [],
  ...part,
});

describe('the hosted page of an opt-in form', () => {
  it('[O-02] shows the sentence beside an empty box, whatever was sent before', () => {
    for (const html of [
      formPage(facts()),
      formPage(facts({ errors: ['number'], typed: { number: '1', name: 'x', country: 'DE' } })),
    ]) {
      expect(html).toContain(words.agree);
      expect(html).toMatch(/<input type="checkbox" name="agree" value="on" required>/);
      expect(html).not.toMatch(/ checked/);
    }
  });

  it('[X-07] says which data and why, with the address of the whole notice', () => {
    const html = formPage(facts());
    expect(html).toContain('What data we use, and why');
    expect(html).toContain('To write to you.');
    expect(html).toContain('href="https://shop.example/privacy"');
  });

  it('lets nothing through as markup that people wrote', () => {
    const hostile = {
      title: HOSTILE,
      agree: HOSTILE,
      notice: HOSTILE,
      noticeUrl: `https://x.example/${HOSTILE}`,
      thanks: HOSTILE,
    };
    const pages = [
      formPage(
        facts({
          words: hostile,
          business: HOSTILE,
          told: HOSTILE,
          typed: { number: HOSTILE, name: HOSTILE, country: HOSTILE },
        })
      ),
      finishPage({
        language: 'en',
        nonce: 'n',
        business: HOSTILE,
        link: `https://wa.me/1?text=${HOSTILE}`,
        message: HOSTILE,
        picture: '<svg></svg>',
      }),
    ];
    for (const html of pages) {
      expect(/<script|alert\('/.exec(html)).toBeNull();
      expect(html).toContain('&quot;&gt;&lt;script&gt;');
    }
  });

  it('says what is wrong beside the field and puts the cursor at the first', () => {
    const html = formPage(facts({ errors: ['number', 'agree'] }));
    expect(html).toMatch(
      /id="number"[^>]*aria-invalid="true" aria-describedby="number-error" autofocus/
    );
    expect(html).toMatch(/name="agree"[^>]*aria-describedby="agree-error"/);
    expect(html.match(/autofocus/g)).toHaveLength(1);
  });

  it('chooses the country of the business, and names all in the language of the page', () => {
    const html = formPage(facts({ language: 'tr', countries: countriesOf('tr') }));
    expect(html).toContain('<option value="TR" selected>Türkiye +90</option>');
    expect(html).toContain('Almanya +49');
  });

  it('is small, runs nothing, loads nothing', () => {
    const html = formPage(facts({ countries: countriesOf('tr') }));
    expect(Buffer.byteLength(html)).toBeLessThan(40_000);
    expect(html + noFormPage({ language: 'tr', nonce: 'n' })).not.toMatch(
      /<script|<link|<img|url\(/
    );
  });
});
