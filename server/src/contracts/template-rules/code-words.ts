/** Meta's own words of a code template, as its documents show them. */
interface CodeWords {
  text: string;
  security: string;
  expiry: string;
  button: string;
}

const english: CodeWords = {
  text: '*{code}* is your verification code.',
  security: 'For your security, do not share this code.',
  expiry: 'This code expires in {minutes} minutes.',
  button: 'Copy code',
};

const words: Readonly<Record<string, CodeWords>> = {
  en: english,
  tr: {
    text: 'Doğrulama kodunuz: *{code}*.',
    security: 'Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
    expiry: 'Bu kodun süresi {minutes} dakika içinde dolar.',
    button: 'Kodu kopyala',
  },
  de: {
    text: '*{code}* ist dein Bestätigungscode.',
    security: 'Zu deiner Sicherheit solltest du diesen Code nicht teilen.',
    expiry: 'Dieser Code läuft in {minutes} Minuten ab.',
    button: 'Code kopieren',
  },
};

/** A language that somebody made up (`constructor`) must not reach the prototype. */
const wordsIn = (language: string): CodeWords =>
  Object.hasOwn(words, language) ? (words[language] ?? english) : english;

export interface CodePreview {
  body: string;
  footer: string | null;
  button: string;
}

/** What WhatsApp will write in the template's language; in English where we do not know its words. */
export const codePreview = (
  language: string,
  {
    code,
    securityRecommendation,
    expirationMinutes,
  }: { code: string; securityRecommendation: boolean; expirationMinutes: number | null }
): CodePreview => {
  const own = wordsIn(language.split('_')[0] ?? '');
  const text = own.text.replace('{code}', code);
  return {
    body: securityRecommendation ? `${text} ${own.security}` : text,
    footer:
      expirationMinutes === null
        ? null
        : own.expiry.replace('{minutes}', String(expirationMinutes)),
    button: own.button,
  };
};
