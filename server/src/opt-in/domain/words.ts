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
    name: 'Your name (optional)',
    press: 'Agree and continue',
    data: 'Optional. You get the messages without it too.',
    leave: 'You can unsubscribe at any time: reply STOP.',
    notice: 'What data we use, and why',
    more: 'Read the full notice',
    finish: 'One step left',
    finishHint: (business) =>
      `To finish, send this message to ${business} on WhatsApp. You are not signed up until you send it. The code works for 24 hours.`,
    send: 'Open WhatsApp and send',
    picture: 'Or scan this with the phone you use for WhatsApp.',
    wrong: {
      number: 'Enter your phone number with the area code, as you write it in the chosen country.',
      agree: 'Tick the box if you agree. Without it, we send you nothing.',
    },
    tooOften: 'Too many attempts. Try again later.',
    failed: 'That did not work. Try again.',
    gone: 'This form is not open',
    goneHint: 'It may have been closed. You can always write to us on WhatsApp.',
    close: 'Close',
    chat: 'Just chat, without signing up',
    other: 'Türkçe',
  },
  tr: {
    number: 'WhatsApp numaranız',
    country: 'Ülke',
    name: 'Adınız (isteğe bağlı)',
    press: 'Kabul et ve devam et',
    data: 'İsteğe bağlı. Mesajlar bunlar olmadan da gelir.',
    leave: 'Dilediğiniz zaman ABONELİKTEN ÇIK yazarak çıkabilirsiniz.',
    notice: 'Hangi verileri neden kullanıyoruz?',
    more: 'Metnin tamamını okuyun',
    finish: 'Bir adım kaldı',
    finishHint: (business) =>
      `Tamamlamak için bu mesajı WhatsApp’tan ${business} işletmesine gönderin. Onayınız ancak o zaman geçerli olur. Kod 24 saat geçerlidir.`,
    send: 'WhatsApp’ı aç ve gönder',
    picture: 'Ya da WhatsApp’ın yüklü olduğu telefonla bu kodu okutun.',
    wrong: {
      number: 'Seçtiğiniz ülkedeki yazımıyla, alan koduyla birlikte bir telefon numarası yazın.',
      agree: 'Kabul ediyorsanız kutuyu işaretleyin. İşaretlemezseniz size mesaj göndermeyiz.',
    },
    tooOften: 'Çok fazla deneme yapıldı. Bir süre sonra yeniden deneyin.',
    failed: 'Olmadı. Yeniden deneyin.',
    gone: 'Bu form açık değil',
    goneHint: 'Kapatılmış olabilir. Bize WhatsApp’tan her zaman yazabilirsiniz.',
    close: 'Kapat',
    chat: 'Kaydolmadan yalnızca yaz',
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
        `${business} keeps your number, your name and this agreement with its date, to send you offers and news over WhatsApp and to prove that you asked for them. You can unsubscribe at any time by replying STOP; then we send nothing more.`,
      utility: (business) =>
        `${business} keeps your number, your name and this agreement with its date, to write to you over WhatsApp about your orders and appointments and to prove that you asked for it. You can unsubscribe at any time by replying STOP; then we send nothing more.`,
    },
    thanks: 'Thank you, you are signed up. Reply STOP at any time to unsubscribe.',
  },
  tr: {
    title: {
      marketing: (business) => `WhatsApp’ta ${business} fırsatları ve haberleri`,
      utility: (business) => `WhatsApp’ta ${business} sipariş ve randevularınız`,
    },
    notice: {
      marketing: (business) =>
        `${business}, size WhatsApp üzerinden fırsat ve haber gönderebilmek ve bunu istediğinizi kanıtlayabilmek için numaranızı, adınızı ve bu onayı tarihiyle saklar. ABONELİKTEN ÇIK yazarak dilediğiniz zaman çıkabilirsiniz; ondan sonra size mesaj göndermeyiz.`,
      utility: (business) =>
        `${business}, size WhatsApp üzerinden siparişleriniz ve randevularınız hakkında yazabilmek ve bunu istediğinizi kanıtlayabilmek için numaranızı, adınızı ve bu onayı tarihiyle saklar. ABONELİKTEN ÇIK yazarak dilediğiniz zaman çıkabilirsiniz; ondan sonra size mesaj göndermeyiz.`,
    },
    thanks:
      'Teşekkürler, kaydınız tamam. Dilediğiniz zaman ABONELİKTEN ÇIK yazarak çıkabilirsiniz.',
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
