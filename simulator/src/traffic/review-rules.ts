import { listAt, textAt, isObject, type JsonObject } from '../kernel/json';
import type { TemplateRecord } from '../world/templates';

/** What the simulated reviewers decide, and why: every rule is written in the README. */
export type Verdict =
  | { status: 'APPROVED'; category: string }
  | {
      status: 'REJECTED';
      reason: 'ABUSIVE_CONTENT' | 'INVALID_FORMAT' | 'SCAM' | 'TAG_CONTENT_MISMATCH';
      info: { reason: string; recommendation: string };
    };

type Rule = {
  reason: (Verdict & { status: 'REJECTED' })['reason'];
  finds: (text: string, template: TemplateRecord) => boolean;
  info: { reason: string; recommendation: string };
};

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  el: /\p{Script=Greek}/u,
  he: /\p{Script=Hebrew}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  th: /\p{Script=Thai}/u,
  zh: /\p{Script=Han}/u,
};

const RULES: readonly Rule[] = [
  {
    reason: 'ABUSIVE_CONTENT',
    finds: (text) =>
      /(card|kart|karten)\s*(number|numara|nummer)|\b(pin|cvv|password|şifre|passwort)\b.{0,40}(send|reply|gönder|antwort)/iu.test(
        text
      ),
    info: {
      reason: 'The template asks for a card number, PIN or password.',
      recommendation: 'Do not ask people for secrets in a message.',
    },
  },
  {
    reason: 'SCAM',
    finds: (text) =>
      /guaranteed\s+(profit|income|return)|double your money|garanti(li)?\s+kazanç/iu.test(text),
    info: {
      reason: 'The template promises a certain profit.',
      recommendation: 'Say what you offer without promising gains.',
    },
  },
  {
    reason: 'INVALID_FORMAT',
    finds: (text) => /https?:\/\/(wa\.me|bit\.ly|tinyurl\.com|t\.co)\//i.test(text),
    info: {
      reason: 'The template has a shortened address or a wa.me link.',
      recommendation: 'Use the full address of your own domain.',
    },
  },
  {
    reason: 'TAG_CONTENT_MISMATCH',
    finds: (text, template) => {
      const script = SCRIPTS[template.language.slice(0, 2)];
      return script !== undefined && !script.test(text);
    },
    info: {
      reason: 'The text is not written in the language of the template.',
      recommendation: 'Choose the language that the text is written in.',
    },
  },
];

const PROMOTION =
  /\b(discount|coupon|promo(tion)?|sale|special offer|% off|voucher|black friday)\b|\d\s?% off|indirim|kampanya|kupon|fırsat|rabatt|gutschein|sonderangebot/iu;

const textsOf = (components: readonly JsonObject[]): string[] =>
  components.flatMap((component) => [
    textAt(component, 'text') ?? '',
    ...(listAt(component, 'buttons') ?? [])
      .filter(isObject)
      .flatMap((button) => [textAt(button, 'text') ?? '', textAt(button, 'url') ?? '']),
    ...(listAt(component, 'cards') ?? [])
      .filter(isObject)
      .flatMap((card) => textsOf((listAt(card, 'components') ?? []).filter(isObject))),
  ]);

/** Whether the words sell something: such a template is marketing, whatever it was called. */
export const sells = (template: TemplateRecord): boolean =>
  PROMOTION.test(textsOf(template.components).join('\n'));

const wordsOf = (template: TemplateRecord): string =>
  ['BODY', 'FOOTER']
    .map((type) => template.components.find((component) => component['type'] === type) ?? {})
    .map((component) => textAt(component, 'text') ?? '')
    .join('\n');

const TWIN: Verdict = {
  status: 'REJECTED',
  reason: 'INVALID_FORMAT',
  info: {
    reason: 'Another template of the account has the same body and footer.',
    recommendation: 'Use the other template, or write something else.',
  },
};

const isTwin = (template: TemplateRecord, other: TemplateRecord): boolean =>
  other.name !== template.name &&
  other.language === template.language &&
  other.status !== 'REJECTED' &&
  wordsOf(other) === wordsOf(template);

/** Decides one pending template by the stated rules, beside the others of the account. */
export const reviewed = (template: TemplateRecord, others: readonly TemplateRecord[]): Verdict => {
  const text = textsOf(template.components).join('\n');
  const broken =
    template.category === 'AUTHENTICATION'
      ? undefined
      : RULES.find((rule) => rule.finds(text, template));
  if (broken) return { status: 'REJECTED', reason: broken.reason, info: broken.info };
  if (template.category !== 'AUTHENTICATION' && others.some((other) => isTwin(template, other)))
    return TWIN;
  return {
    status: 'APPROVED',
    category: template.category === 'UTILITY' && sells(template) ? 'MARKETING' : template.category,
  };
};
