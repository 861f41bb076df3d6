import fc from 'fast-check';
import {
  carriedProof,
  hashOfRows,
  proofPage,
  proofRow,
  wordingVersion,
} from '../../../server/src/privacy/domain/proof';

const row = (part: Partial<Parameters<typeof proofRow>[0]> = {}) =>
  proofRow({
    id: 1,
    at: Date.UTC(2026, 10, 20, 9),
    category: 'marketing',
    action: 'opt-in',
    source: 'Form',
    wording: 'I agree to receive offers from Kahve over WhatsApp.',
    evidence: 'Row 12 of the list',
    wamid: null,
    actor: 'Ada',
    ...part,
  });

const proof = (rows: ReturnType<typeof row>[]) => ({
  person: { id: 7, name: '<b>Ayşe</b>', address: '+905321112233' },
  madeAt: '2026-11-21T10:00:00.000Z',
  madeBy: 'Ada',
  rows,
  carried: [] as ReturnType<typeof carriedProof>[],
  sha256: hashOfRows(rows),
});

describe('a proof of consent', () => {
  it('[O-20] has another hash when anything of any row is different', () => {
    const first = hashOfRows([row(), row({ id: 2 })]);
    expect(hashOfRows([row({ id: 2 }), row()])).not.toBe(first);
    fc.assert(
      fc.property(
        fc.constantFrom('source', 'wording', 'evidence', 'actor'),
        fc.string(),
        (key, text) => {
          const changed = row({ [key]: text });
          const isSame = JSON.stringify(changed) === JSON.stringify(row());
          return isSame === (hashOfRows([changed, row({ id: 2 })]) === first);
        }
      )
    );
  });

  it.each(['en', 'tr'] as const)(
    '[O-33] names in %s the entry that carried a message, and the words with their version',
    (language) => {
      const texts = { en: 'We tell you of <your> order.', tr: 'Siparişinizi <size> bildiririz.' };
      const about = { uid: 'api::order.order', entryDocument: 'doc7', version: 2, texts };
      const sent = { ownerKind: 'r', ownerId: 12 } as const;
      const line = carriedProof({ id: 1, at: Date.UTC(2026, 10, 20, 9), ...about, ...sent });
      const page = proofPage({ ...proof([]), carried: [line] }, language);
      expect(page).toContain('api::order.order doc7');
      expect(page).toContain(language === 'tr' ? 'sürüm 2' : 'version 2');
      expect(page).toContain(language === 'tr' ? '&lt;size&gt;' : '&lt;your&gt;');
      expect(page).toContain(
        language === 'tr' ? 'Kampanya alıcısı 12' : 'Recipient of a campaign 12'
      );
      expect(hashOfRows([line])).not.toBe(hashOfRows([{ ...line, entry: null }]));
    }
  );

  it.each(['en', 'tr'] as const)(
    'says sources of our own in words of %s, and leaves what people typed and the rows as they are',
    (language) => {
      const words = {
        en: ['Preference page', 'Possible opt-out, confirmed by the team', 'Opt-in form: till'],
        tr: ['Tercih sayfası', 'Ekibin onayladığı olası çıkış isteği', 'İzin formu: till'],
      }[language];
      const sources = ['preference page', 'asked to stop', 'form:till', 'Phone call'];
      const rows = sources.map((source, at) => row({ id: at + 1, source }));
      const page = proofPage(proof(rows), language);
      for (const word of [...words, 'Phone call']) expect(page).toContain(`>${word}</td>`);
      expect(page).not.toContain('asked to stop');
      expect(rows.map(({ source }) => source)).toEqual(sources);
    }
  );

  it('tells equal sentences by equal versions', () => {
    expect(wordingVersion('Yes')).toBe(wordingVersion('Yes'));
    expect(wordingVersion('Yes')).not.toBe(wordingVersion('Yes!'));
    expect(wordingVersion(null)).toBeNull();
  });

  it.each(['en', 'tr'] as const)(
    '[O-20] is a page in %s that runs nothing of what people typed',
    (language) => {
      const page = proofPage(proof([row({ evidence: '<script>alert(1)</script>' })]), language);
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toContain('<script>');
      expect(page).not.toContain('<b>Ayşe');
      expect(page).toContain("default-src 'none'");
      expect(page).toContain(language === 'tr' ? 'İzin verdi' : 'Opted in');
      expect(proofPage(proof([]), language)).toContain(
        language === 'tr' ? 'kayıtlı izin ya da ret yok' : 'No consent and no refusal'
      );
    }
  );
});
