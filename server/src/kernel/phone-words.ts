import { DomainError } from './errors';
import { notValid, type InputWords } from './input-words';
import type { PhoneProblem, PhoneProposal, PhoneReading } from './read-phone';

type Language = 'en' | 'tr';
type Unread = Pick<Extract<PhoneReading, { kind: 'unread' }>, 'problem' | 'proposals'>;

/** What to do about a text that is no number and resembles none. */
const REMEDIES: Record<PhoneProblem, Record<Language, string>> = {
  empty: { en: 'Type a phone number.', tr: 'Bir telefon numarası yazın.' },
  'too-long': {
    en: 'Type one phone number only.',
    tr: 'Yalnızca bir telefon numarası yazın.',
  },
  'user-id': {
    en: 'This is a WhatsApp user ID. It is saved when the contact writes.',
    tr: 'Bu bir WhatsApp kullanıcı kimliği. Kişi yazdığında kaydedilir.',
  },
  'not-a-number': {
    en: 'Type digits, for example +90 532 123 45 67.',
    tr: 'Rakam yazın, örneğin +90 532 123 45 67.',
  },
  'country-missing': {
    en: 'Begin with + and the country code, for example +90.',
    tr: '+ ve ülke koduyla başlayın, örneğin +90.',
  },
  extension: {
    en: 'Leave the extension out: WhatsApp numbers have none.',
    tr: 'Dahili numarayı çıkarın: WhatsApp numaralarında dahili olmaz.',
  },
  'other-country': {
    en: 'Begin with + and the country code, or choose the country.',
    tr: '+ ve ülke koduyla başlayın ya da ülkeyi seçin.',
  },
  'not-valid': {
    en: 'Check the number: no such number exists in its country.',
    tr: 'Numarayı kontrol edin: ülkesinde böyle bir numara yok.',
  },
};

/** `Türkiye`, in the language; a code without a name stays the code. */
const countryName = (code: string, language: Language): string =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code;

const OR: Record<Language, string> = { en: ' or ', tr: ' ya da ' };

/** `+1 512 345 6789 (United States) or 052 123 4567`. */
const proposalWords = (proposals: readonly PhoneProposal[], language: Language): string =>
  proposals
    .map(({ shown, country }) =>
      country && shown.startsWith('+') ? `${shown} (${countryName(country, language)})` : shown
    )
    .join(OR[language]);

const asked = (proposals: readonly PhoneProposal[], language: Language): string => {
  const words = proposalWords(proposals, language);
  return language === 'en' ? `Did you mean ${words}?` : `Şunu mu demek istediniz: ${words}?`;
};

const notHere = (country: string | null | undefined, language: Language): string => {
  if (!country) return language === 'en' ? 'The country code is missing.' : 'Ülke kodu eksik.';
  const name = countryName(country, language);
  return language === 'en'
    ? `Without a country code this is not a number in ${name}.`
    : `Ülke kodu olmadan bu, ${name} için geçerli bir numara değil.`;
};

/** Why a text is not read as a number, and what may have been meant or is to be done, as one text. */
export const unreadText = (
  { problem, proposals }: Unread,
  country: string | null | undefined,
  language: Language
): string =>
  proposals.length === 0
    ? REMEDIES[problem][language]
    : `${notHere(problem === 'country-missing' ? null : country, language)} ${asked(proposals, language)}`;

/** The same as a refusal at a field: `phone-unclear` where something else may have been meant, else `phone-invalid`. */
export const phoneRefusal = (
  reading: Unread,
  { field, country }: { field: string; country: string | null | undefined }
): DomainError => {
  const { problem, proposals } = reading;
  const remedy = unreadText(reading, country, 'en');
  const facts = { field, problem, remedy, status: 400 } as const;
  if (proposals.length === 0) return new DomainError('phone-invalid', notValid(field), facts);
  const words: InputWords = {
    en: { text: remedy, advice: '' },
    tr: { text: unreadText(reading, country, 'tr'), advice: '' },
  };
  const meant = proposals.map(({ e164 }) => e164);
  return new DomainError('phone-unclear', `“${field}” is not clear.`, { ...facts, words, meant });
};
