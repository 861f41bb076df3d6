import type { DeskWords } from '../../contracts/opt-in';
import type { PageLanguage } from '../../kernel/html-page';
import { formWords } from './words';

const common = (language: PageLanguage) => {
  const { number, country, name, leave, notice, more, wrong } = formWords[language];
  return { number, country, name, leave, notice, more, wrong };
};

/** What customers read at the counter, in the language that they choose there; the rest is the form's own wording. */
export const deskWords: Readonly<Record<PageLanguage, DeskWords>> = {
  en: {
    ...common('en'),
    language: 'Language',
    press: 'I agree',
    sending: 'Saving…',
    thanks: 'Thank you!',
    thanksHint: (business) =>
      `You will hear from ${business} on WhatsApp. To unsubscribe, reply STOP.`,
    again: 'Next customer',
    failed: 'Not saved. Your entries are still here: try again.',
    offline: 'No connection. Your entries are still here: try again in a moment.',
    own: 'Or use your own phone',
    ownHint: 'Scan this code with your camera and send the message that opens.',
  },
  tr: {
    ...common('tr'),
    language: 'Dil',
    press: 'Kabul ediyorum',
    sending: 'Kaydediliyor…',
    thanks: 'Teşekkürler!',
    thanksHint: (business) =>
      `${business} size WhatsApp’tan yazacak. Çıkmak isterseniz ABONELİKTEN ÇIK yazmanız yeterli.`,
    again: 'Sonraki müşteri',
    failed: 'Kaydedilemedi. Yazdıklarınız duruyor; yeniden deneyin.',
    offline: 'Bağlantı yok. Yazdıklarınız duruyor; birazdan yeniden deneyin.',
    own: 'Ya da kendi telefonunuzdan',
    ownHint: 'Bu kodu kameranızla okutun ve açılan mesajı gönderin.',
  },
};
