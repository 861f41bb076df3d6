import type { OptInCategory, OptInWords } from '../../contracts/opt-in';
import type { PageLanguage } from '../../kernel/html-page';
import type { FormError } from './submission';

/** What every form says by itself, on the hosted page and in the widget; the rest is the form's own wording. */
export interface FormWords {
  readonly number: string;
  readonly country: string;
  readonly name: string;
  readonly press: string;
  readonly data: string;
  readonly leave: string;
  readonly notice: string;
  readonly more: string;
  readonly finish: string;
  readonly finishHint: (business: string) => string;
  readonly send: string;
  readonly picture: string;
  readonly wrong: Readonly<Record<FormError, string>>;
  readonly tooOften: string;
  readonly failed: string;
  readonly gone: string;
  readonly goneHint: string;
  readonly close: string;
  readonly chat: string;
  readonly other: string;
}

export const formWords: Readonly<Record<PageLanguage, FormWords>> = {
  en: {
    number: 'Your WhatsApp number',
    country: 'Country',
    name: 'Your name (if you like)',
    press: 'Agree and continue',
    data: 'If you like; the messages come without it too',
    leave: 'You can leave at any time: write STOP.',
    notice: 'Which data, and why',
    more: 'Read all of it',
    finish: 'One step left',
    finishHint: (business) =>
      `Send this message to ${business} on WhatsApp to finish. Only then does your agreement count. The code works for 24 hours.`,
    send: 'Open WhatsApp and send',
    picture: 'Or scan this with the telephone that has WhatsApp.',
    wrong: {
      number:
        'This is not a telephone number. Write it with its area code, for example 532 123 45 67.',
      agree: 'Please tick the box if you agree; without it nothing is sent to you.',
    },
    tooOften: 'That was too often. Please try again in a while.',
    failed: 'That did not work. Please try again.',
    gone: 'This form is not open',
    goneHint: 'It may have been closed. You can always write to us on WhatsApp.',
    close: 'Close',
    chat: 'Only chat, without agreeing',
    other: 'Türkçe',
  },
  tr: {
    number: 'WhatsApp numaranız',
    country: 'Ülke',
    name: 'Adınız (isterseniz)',
    press: 'Kabul et ve sürdür',
    data: 'İsterseniz; mesajlar bunlar olmadan da gelir',
    leave: 'Dilediğiniz an ayrılabilirsiniz: DUR yazın.',
    notice: 'Hangi veriler, neden?',
    more: 'Tamamını okuyun',
    finish: 'Bir adım kaldı',
    finishHint: (business) =>
      `Bitirmek için bu mesajı WhatsApp’tan ${business} işletmesine gönderin. Onayınız ancak o zaman geçerli olur. Kod 24 saat çalışır.`,
    send: 'WhatsApp’ı aç ve gönder',
    picture: 'Ya da WhatsApp’ın bulunduğu telefonla bunu okutun.',
    wrong: {
      number: 'Bu bir telefon numarası değil. Alan koduyla yazın, örneğin 532 123 45 67.',
      agree:
        'Kabul ediyorsanız lütfen kutuyu işaretleyin; işaretlenmezse size bir şey gönderilmez.',
    },
    tooOften: 'Çok sık denendi. Lütfen bir süre sonra yeniden deneyin.',
    failed: 'Olmadı. Lütfen yeniden deneyin.',
    gone: 'Bu form açık değil',
    goneHint: 'Kapatılmış olabilir. Bize WhatsApp’tan her zaman yazabilirsiniz.',
    close: 'Kapat',
    chat: 'Kabul etmeden yalnızca yaz',
    other: 'English',
  },
};

const READY: Readonly<
  Record<
    PageLanguage,
    {
      title: Readonly<Record<OptInCategory, (business: string) => string>>;
      notice: Readonly<Record<OptInCategory, (business: string) => string>>;
      thanks: string;
    }
  >
> = {
  en: {
    title: {
      marketing: (business) => `Offers and news from ${business} on WhatsApp`,
      utility: (business) => `Your orders and appointments with ${business} on WhatsApp`,
    },
    notice: {
      marketing: (business) =>
        `${business} keeps your number, your name and this agreement with its date, to send you offers and news over WhatsApp and to prove that you asked for them. You may end it at any time by writing STOP; then nothing more is sent.`,
      utility: (business) =>
        `${business} keeps your number, your name and this agreement with its date, to write to you over WhatsApp about your orders and appointments and to prove that you asked for it. You may end it at any time by writing STOP; then nothing more is sent.`,
    },
    thanks: 'Thank you, you are in. Write STOP at any time to leave.',
  },
  tr: {
    title: {
      marketing: (business) => `WhatsApp’ta ${business} fırsatları ve haberleri`,
      utility: (business) => `WhatsApp’ta ${business} sipariş ve randevularınız`,
    },
    notice: {
      marketing: (business) =>
        `${business}, size WhatsApp üzerinden fırsat ve haber gönderebilmek ve bunu istediğinizi kanıtlayabilmek için numaranızı, adınızı ve bu onayı tarihiyle saklar. DUR yazarak dilediğiniz an sona erdirebilirsiniz; sonra size bir şey gönderilmez.`,
      utility: (business) =>
        `${business}, size WhatsApp üzerinden siparişleriniz ve randevularınız hakkında yazabilmek ve bunu istediğinizi kanıtlayabilmek için numaranızı, adınızı ve bu onayı tarihiyle saklar. DUR yazarak dilediğiniz an sona erdirebilirsiniz; sonra size bir şey gönderilmez.`,
    },
    thanks: 'Teşekkürler, kaydınız tamam. Ayrılmak için dilediğiniz an DUR yazın.',
  },
};

/** A beginning for the editor: it names the business, so nobody forgets to (O-03). `agree` is the sentence beside the box. */
export const readyWords = (
  language: PageLanguage,
  category: OptInCategory,
  { business, agree }: { business: string; agree: string }
): OptInWords => {
  const { title, notice, thanks } = READY[language];
  return {
    title: title[category](business),
    agree,
    notice: notice[category](business),
    noticeUrl: null,
    thanks,
  };
};
