import { reviewDaysLeft } from '../../contracts/template-review';
import { byWord } from '../../kernel/words';

/** What a mail tells of one template. */
export type Noted = { id: number; name: string; language: string } & (
  | { kind: 'coming'; from: string; to: string; at: number | null }
  | { kind: 'moved'; from: string | null; to: string; at: number | null }
  | { kind: 'review-soon'; at: number }
);

interface Words {
  categories: ReadonlyMap<string, string>;
  subject(count: number): string;
  coming(name: string, move: { from: string; to: string; day: string | null }): string;
  moved(name: string, move: { from: string | null; to: string }): string;
  soon(name: string, days: number): string;
  /** Only a move to marketing pauses them. */
  paused: string;
  /** What the category marketing means. */
  rules: string;
  why: string;
}

const WORDS: Record<'en' | 'tr', Words> = {
  en: {
    categories: byWord({
      MARKETING: 'Marketing',
      UTILITY: 'Utility',
      AUTHENTICATION: 'Authentication',
    }),
    subject: (count) =>
      count === 1 ? 'WhatsApp: update on a template' : `WhatsApp: update on ${count} templates`,
    coming: (name, { from, to, day }) =>
      `${name}: WhatsApp will change the category from ${from} to ${to}${day ? ` on ${day}` : ''}.`,
    moved: (name, { from, to }) =>
      `${name}: WhatsApp changed the category ${from ? `from ${from} ` : ''}to ${to}.`,
    soon: (name, days) =>
      days === 0
        ? `${name}: today is the last day to request a review.`
        : `${name}: ${days} ${days === 1 ? 'day' : 'days'} left to request a review.`,
    paused: 'Running campaigns of this template are paused.',
    rules:
      'By default, marketing messages go only to contacts who opted in. They cost more, and follow quiet hours and the frequency cap.',
    why: 'You get this e-mail because you can manage templates.',
  },
  tr: {
    categories: byWord({
      MARKETING: 'Pazarlama',
      UTILITY: 'Bilgilendirme',
      AUTHENTICATION: 'Doğrulama',
    }),
    subject: (count) => `WhatsApp: ${count} şablonunuzla ilgili bildirim`,
    coming: (name, { from, to, day }) =>
      `${name}: WhatsApp bu şablonun kategorisini ${day ? `${day} tarihinde ` : ''}değiştirecek. Şu anki kategori: ${from}, yeni kategori: ${to}.`,
    moved: (name, { from, to }) =>
      `${name}: WhatsApp bu şablonun kategorisini değiştirdi. ${from ? `Eski kategori: ${from}, yeni kategori: ${to}` : `Yeni kategori: ${to}`}.`,
    soon: (name, days) =>
      days === 0
        ? `${name}: inceleme istemek için son gün bugün.`
        : `${name}: inceleme istemek için ${days} gün kaldı.`,
    paused: 'Bu şablonu gönderen kampanyalar duraklatıldı.',
    rules:
      'Pazarlama mesajları varsayılan olarak yalnızca izin verenlere gider. Ücretleri daha yüksektir; sessiz saatlere ve sıklık sınırına uyarlar.',
    why: 'Bu e-postayı şablonları yönetme izniniz olduğu için aldınız.',
  },
};

interface Reader {
  /** Of their admin. */
  language: string | null;
  /** Address of the template's page. */
  link(id: number): string;
  now: number;
}

/** A mail about one template or several, in the reader's language. */
export const noticeMail = (
  noted: readonly Noted[],
  { language, link, now }: Reader
): { subject: string; text: string } => {
  const locale = language === 'tr' ? 'tr' : 'en';
  const words = WORDS[locale];
  const word = (category: string): string => words.categories.get(category) ?? category;
  const day = (at: number | null): string | null =>
    at === null ? null : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
  const line = (one: Noted): string => {
    const name = `${one.name} (${one.language})`;
    if (one.kind === 'coming')
      return words.coming(name, { from: word(one.from), to: word(one.to), day: day(one.at) });
    if (one.kind === 'review-soon') return words.soon(name, reviewDaysLeft(one.at, now));
    const from = one.from === null ? null : word(one.from);
    const moved = words.moved(name, { from, to: word(one.to) });
    return one.to === 'MARKETING' ? `${moved} ${words.paused}` : moved;
  };
  const isPromotion = noted.some((one) => one.kind !== 'review-soon' && one.to === 'MARKETING');
  return {
    subject: words.subject(noted.length),
    text: [
      ...noted.map((one) => `${line(one)}\n${link(one.id)}`),
      ...(isPromotion ? [words.rules] : []),
      words.why,
    ].join('\n\n'),
  };
};
