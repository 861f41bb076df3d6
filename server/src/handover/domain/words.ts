import type { OtherChannel } from '../../contracts/consent';
import type { PageLanguage } from '../../kernel/html-page';

type Ending = (business: string, link: string) => string;

/** What stands under a message that was handed over: why it comes, and how to choose otherwise or to stop it. */
const ENDINGS: Readonly<Record<PageLanguage, Readonly<Record<OtherChannel, Ending>>>> = {
  en: {
    email: (business, link) =>
      `${business} sends you this by e-mail because you chose e-mail. To change this or unsubscribe: ${link}`,
    sms: (business, link) => `${business}. Change or unsubscribe: ${link}`,
  },
  tr: {
    email: (business, link) =>
      `${business} bunu, e-postayı seçtiğiniz için bu yolla gönderdi. Seçiminizi değiştirmek ya da abonelikten çıkmak için: ${link}`,
    sms: (business, link) => `${business}. Tercihler ve abonelikten çıkış: ${link}`,
  },
};

export const withEnding = (
  text: string,
  {
    language,
    channel,
    business,
    link,
  }: Record<'business' | 'link', string> & {
    language: PageLanguage;
    channel: OtherChannel;
  }
): string => `${text}\n\n${ENDINGS[language][channel](business, link)}`;
