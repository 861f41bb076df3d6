import { isObject, listAt, parseJson, textAt, type JsonObject } from '../kernel/json';

type Words = {
  code: string;
  security: string;
  expiry: (minutes: number) => string;
  copy: string;
  fill: string;
};

const ENGLISH: Words = {
  code: '*{{1}}* is your verification code.',
  security: ' For your security, do not share this code.',
  expiry: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: 'Copy code',
  fill: 'Autofill',
};

/** Meta writes the words of authentication templates itself; here in the languages of the demo. */
const WORDS: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  tr: {
    code: 'Doğrulama kodunuz: *{{1}}*.',
    security: ' Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
    expiry: (minutes) => `Bu kodun süresi ${minutes} dakika içinde dolar.`,
    copy: 'Kodu kopyala',
    fill: 'Otomatik doldur',
  },
  de: {
    code: '*{{1}}* ist dein Bestätigungscode.',
    security: ' Zu deiner Sicherheit solltest du diesen Code nicht teilen.',
    expiry: (minutes) => `Dieser Code läuft in ${minutes} Minuten ab.`,
    copy: 'Code kopieren',
    fill: 'Automatisch ausfüllen',
  },
};

const wordsOf = (language: string): Words => WORDS[language.slice(0, 2)] ?? ENGLISH;

export type AuthenticationWish = {
  security: boolean;
  minutes: number | null;
  buttons: readonly JsonObject[];
};

/** What a create or upsert call wishes of an authentication template. */
export const wishOf = (components: readonly JsonObject[]): AuthenticationWish => {
  const of = (kind: string): JsonObject =>
    components.find((component) => String(component['type']).toUpperCase() === kind) ?? {};
  const minutes = of('FOOTER')['code_expiration_minutes'];
  return {
    security: of('BODY')['add_security_recommendation'] === true,
    minutes: typeof minutes === 'number' ? minutes : null,
    buttons: (listAt(of('BUTTONS'), 'buttons') ?? []).filter(isObject),
  };
};

const MOST_APPS = 5;

/**
 * The apps that may fill in the code: `supported_apps`, or `package_name` and `signature_hash` on the button itself.
 * Meta's guide has the second for versions before v21.0, its OpenAPI document to this day; here it is always taken.
 */
const appsOf = (button: JsonObject): JsonObject[] => {
  const listed = listAt(button, 'supported_apps');
  if (listed) return listed.filter(isObject);
  const { package_name, signature_hash } = button;
  return package_name === undefined && signature_hash === undefined
    ? []
    : [{ package_name, signature_hash }];
};

/** What is wrong with the wish; null = nothing. */
export const wishProblem = (wish: AuthenticationWish): string | null => {
  if (wish.minutes !== null && !(wish.minutes >= 1 && wish.minutes <= 90))
    return 'code_expiration_minutes must be between 1 and 90.';
  const button = wish.buttons[0];
  if (wish.buttons.length !== 1 || String(button?.['type']).toUpperCase() !== 'OTP')
    return 'An authentication template has exactly one OTP button.';
  const kind = textAt(button ?? {}, 'otp_type')?.toUpperCase() ?? '';
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(kind))
    return 'otp_type must be one of COPY_CODE, ONE_TAP, ZERO_TAP.';
  if (kind === 'COPY_CODE') return null;
  const apps = appsOf(button ?? {});
  if (apps.length === 0 || apps.some((app) => !app['package_name'] || !app['signature_hash']))
    return 'supported_apps with package_name and signature_hash is required for this otp_type.';
  if (apps.length > MOST_APPS) return `supported_apps must have at most ${MOST_APPS} apps.`;
  return kind === 'ZERO_TAP' && button?.['zero_tap_terms_accepted'] !== true
    ? 'zero_tap_terms_accepted must be true for ZERO_TAP.'
    : null;
};

/** The components as they read back: Meta's words, and the OTP button as a URL button. */
export const authenticationComponents = (
  language: string,
  wish: AuthenticationWish
): JsonObject[] => {
  const words = wordsOf(language);
  const button = wish.buttons[0] ?? {};
  const kind = (textAt(button, 'otp_type') ?? 'COPY_CODE').toUpperCase();
  const label = textAt(button, 'text') ?? words.copy;
  return [
    {
      type: 'BODY',
      text: `${words.code}${wish.security ? words.security : ''}`,
      add_security_recommendation: wish.security,
      example: { body_text: [['123456']] },
    },
    ...(wish.minutes === null
      ? []
      : [
          {
            type: 'FOOTER',
            text: words.expiry(wish.minutes),
            code_expiration_minutes: wish.minutes,
          },
        ]),
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: label,
          url: `https://www.whatsapp.com/otp/code/?otp_type=${kind}&code=otp{{1}}`,
          example: [`https://www.whatsapp.com/otp/code/?otp_type=${kind}&code=otp123456`],
        },
      ],
    },
  ];
};

const listIn = (value: string | null): unknown[] => {
  if (value === null) return [];
  const parsed = parseJson(value);
  return Array.isArray(parsed) ? parsed : value.split(',').map((item) => item.trim());
};

/** `GET /{WABA}/message_template_previews`: the words of each language before anything is made. */
export const previewsOf = (query: URLSearchParams): JsonObject[] => {
  const languages = listIn(query.get('languages') ?? query.get('language')).map(String);
  const kinds = listIn(query.get('button_types')).map(String);
  const minutes = Number(query.get('code_expiration_minutes') ?? NaN);
  return (languages.length > 0 ? languages : Object.keys(WORDS)).map((language) => {
    const words = wordsOf(language);
    const security = query.get('add_security_recommendation') === 'true';
    return {
      language,
      body: `${words.code}${security ? words.security : ''}`,
      ...(minutes >= 1 ? { footer: words.expiry(minutes) } : {}),
      buttons: (kinds.length > 0 ? kinds : ['OTP']).map(() => ({
        type: 'OTP',
        text: words.copy,
        autofill_text: words.fill,
      })),
    };
  });
};
