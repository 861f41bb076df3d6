import type { MessageError } from '../../contracts/conversations';
import type { Locale } from '../../cloud-api/error-row';
import { errorRowOf, explainError } from '../../cloud-api/errors';
import { byWord } from '../../kernel/words';

/** Refusals of our own, before anything was sent. */
const LOCAL = byWord<Record<Locale, { title: string; advice: string }>>({
  'not-sent-restart': {
    en: { title: 'Not sent: the server restarted', advice: 'Send it again.' },
    tr: { title: 'Gönderilmedi: sunucu yeniden başladı', advice: 'Yeniden gönderin.' },
  },
  'not-sent-network': {
    en: {
      title: 'Not sent: WhatsApp could not be reached',
      advice: 'Check the connection and send it again.',
    },
    tr: {
      title: 'Gönderilmedi: WhatsApp’a ulaşılamadı',
      advice: 'Bağlantıyı denetleyip yeniden gönderin.',
    },
  },
  'window-closed': {
    en: { title: 'The 24 hours had passed', advice: 'Choose an approved template.' },
    tr: { title: '24 saat dolmuştu', advice: 'Onaylı bir şablon seçin.' },
  },
  'opted-out': {
    en: { title: 'The person has opted out', advice: 'Only answer when the person writes.' },
    tr: { title: 'Kişi abonelikten çıkmış', advice: 'Yalnızca kişi yazarsa yanıtlayın.' },
  },
  'asked-to-stop': {
    en: {
      title: 'The person may have asked for no more messages',
      advice: 'Decide in the conversation what they meant.',
    },
    tr: {
      title: 'Kişi mesaj almak istemediğini yazmış olabilir',
      advice: 'Ne demek istediğine sohbette karar verin.',
    },
  },
  overdue: {
    en: {
      title: 'Its time has passed',
      advice: 'The server was not running then. Send it now, or choose another time.',
    },
    tr: {
      title: 'Zamanı geçti',
      advice: 'Sunucu o sırada çalışmıyordu. Şimdi gönderin ya da başka bir zaman seçin.',
    },
  },
  'number-not-usable': {
    en: { title: 'The number cannot send', advice: 'Look at Settings › WhatsApp › Numbers.' },
    tr: { title: 'Numara gönderemiyor', advice: 'Ayarlar › WhatsApp › Numaralar sayfasına bakın.' },
  },
  'template-not-sendable': {
    en: { title: 'The template may not be sent now', advice: 'Choose an approved template.' },
    tr: { title: 'Şablon şu an gönderilemez', advice: 'Onaylı bir şablon seçin.' },
  },
  blocked: {
    en: { title: 'The contact is blocked', advice: 'Unblock the contact first.' },
    tr: { title: 'Kişi engellenmiş', advice: 'Önce engeli kaldırın.' },
  },
  'code-expired': {
    en: {
      title: 'Not sent: the code expired while it waited',
      advice: 'The system that made the code has to send a new one.',
    },
    tr: {
      title: 'Gönderilmedi: kod beklerken süresi doldu',
      advice: 'Kodu üreten sistem yeni bir kod göndermeli.',
    },
  },
  'code-unreadable': {
    en: {
      title: 'Not sent: the encrypted code can no longer be read',
      advice:
        'Strapi’s encryption key has changed. The system that made the code has to send a new one.',
    },
    tr: {
      title: 'Gönderilmedi: şifreli kod artık okunamıyor',
      advice: 'Strapi’nin şifreleme anahtarı değişti. Kodu üreten sistem yeni bir kod göndermeli.',
    },
  },
  'campaign-cancelled': {
    en: {
      title: 'Not sent: the campaign was cancelled',
      advice: 'Start a new campaign for these people if they should get it after all.',
    },
    tr: {
      title: 'Gönderilmedi: kampanya iptal edildi',
      advice: 'Yine de almaları gerekiyorsa bu kişiler için yeni bir kampanya başlatın.',
    },
  },
  'automation-stopped': {
    en: {
      title: 'Not sent: it no longer applied',
      advice:
        'While the message waited, the entry, the contact or the conditions changed, or the automation was deactivated or deleted.',
    },
    tr: {
      title: 'Gönderilmedi: artık geçerli değildi',
      advice:
        'Mesaj beklerken girdi, kişi ya da koşullar değişti veya otomasyon devre dışı bırakıldı ya da silindi.',
    },
  },
  'limit-full': {
    en: {
      title: 'The messaging limit is used up',
      advice: 'Try again when older messages leave the 24 hours.',
    },
    tr: {
      title: 'Mesaj limiti doldu',
      advice: 'Eski mesajlar 24 saati doldurunca yeniden deneyin.',
    },
  },
  'no-consent': {
    en: { title: 'The person has not agreed to such messages', advice: 'Record an opt-in first.' },
    tr: { title: 'Kişi bu tür mesajlara izin vermemiş', advice: 'Önce iznini kaydedin.' },
  },
  paused: {
    en: { title: 'The person asked for a pause', advice: 'Wait until the pause ends.' },
    tr: { title: 'Kişi ara verilmesini istemiş', advice: 'Ara bitene kadar bekleyin.' },
  },
  'not-asked': {
    en: {
      title: 'The person has not asked to go on over WhatsApp',
      advice: 'Record their request in the side panel first.',
    },
    tr: {
      title: 'Kişi WhatsApp’tan devam etmeyi istemedi',
      advice: 'Önce isteğini yan panelde kaydedin.',
    },
  },
  topic: {
    en: {
      title: 'The person does not want this kind of message',
      advice: 'They can choose it again on their preference page.',
    },
    tr: {
      title: 'Kişi bu tür mesajı istemiyor',
      advice: 'Tercih sayfasında yeniden seçebilir.',
    },
  },
  capped: {
    en: {
      title: 'The person got as much marketing as may be sent',
      advice: 'Wait until the time of the cap has passed.',
    },
    tr: {
      title: 'Kişiye gönderilebilecek kadar pazarlama gitti',
      advice: 'Sınırın süresi dolana kadar bekleyin.',
    },
  },
  channel: {
    en: {
      title: 'Not by WhatsApp: the person chose another channel',
      advice: 'It was handed over to the channel that they chose.',
    },
    tr: {
      title: 'WhatsApp’tan gitmedi: kişi başka bir kanal seçmiş',
      advice: 'Seçtiği kanala aktarıldı.',
    },
  },
  'handover-failed': {
    en: {
      title: 'Could not be handed over to the channel that the person chose',
      advice: 'Look at the reason in the log, and try again when it is gone.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala aktarılamadı',
      advice: 'Nedenine günlükte bakın; giderilince yeniden deneyin.',
    },
  },
  'handover-uncertain': {
    en: {
      title: 'Perhaps handed over to the channel that the person chose',
      advice:
        'The channel gave no answer, so it is not tried again: the person could get it twice.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala aktarılmış olabilir',
      advice: 'Kanal yanıt vermedi; kişi iki kez almasın diye yeniden denenmez.',
    },
  },
  'handover-dropped': {
    en: {
      title: 'Not handed over any more to the channel that the person chose',
      advice: 'The person does not want it meanwhile, or may not get it.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala artık aktarılmıyor',
      advice: 'Kişi bu arada istemiyor ya da alamaz.',
    },
  },
  'us-marketing': {
    en: {
      title: 'WhatsApp delivers no marketing to the United States',
      advice: 'Use another channel.',
    },
    tr: {
      title: 'WhatsApp, ABD numaralarına pazarlama mesajı iletmiyor',
      advice: 'Başka bir kanal kullanın.',
    },
  },
  'no-address': {
    en: { title: 'The contact has no number to send to', advice: 'Add a phone number.' },
    tr: { title: 'Kişinin gönderilecek numarası yok', advice: 'Telefon numarası ekleyin.' },
  },
  merged: {
    en: { title: 'The contact is part of another one now', advice: 'Write to the other contact.' },
    tr: { title: 'Kişi artık başka bir kişiyle birleşik', advice: 'Öbür kişiye yazın.' },
  },
  'media-not-uploaded': {
    en: {
      title: 'Not sent: WhatsApp did not take the file',
      advice: 'Try again in a moment.',
    },
    tr: {
      title: 'Gönderilmedi: WhatsApp dosyayı almadı',
      advice: 'Birazdan yeniden deneyin.',
    },
  },
  'media-not-allowed': {
    en: {
      title: 'Not sent: the file cannot be sent',
      advice: 'Attach it again, or choose another file.',
    },
    tr: {
      title: 'Gönderilmedi: dosya gönderilemiyor',
      advice: 'Yeniden ekleyin ya da başka bir dosya seçin.',
    },
  },
  uncertain: {
    en: {
      title: 'WhatsApp gave no answer, perhaps it arrived',
      advice: 'Wait for its status, or decide in the conversation.',
    },
    tr: {
      title: 'WhatsApp yanıt vermedi, belki ulaştı',
      advice: 'Durumunu bekleyin ya da konuşmada karar verin.',
    },
  },
});

const GENERAL: Record<Locale, { title: string; advice: string }> = {
  en: { title: 'Not sent', advice: 'Look at the details and try again.' },
  tr: { title: 'Gönderilmedi', advice: 'Ayrıntılara bakıp yeniden deneyin.' },
};

/** Classes that a person's retry can help; the rest is certain for good. */
export const RETRYABLE_CLASSES: readonly string[] = [
  'transient',
  'rate',
  'account',
  'auth',
  'template',
  'recipient-cooldown',
  'not-sent-restart',
  'not-sent-network',
  'limit-full',
  'media-not-uploaded',
];

export interface StoredError {
  errorCode: number | null;
  errorClass: string | null;
  errorText: string | null;
}

/** Refusals of a file. Often it is only what Meta kept of an upload: sent again it is uploaded again. */
export const FILE_REFUSED: readonly number[] = [131052, 131053];
const isFileRefused = (code: number | null): boolean =>
  code !== null && FILE_REFUSED.includes(code);

/** Can a retry by a person help? The word on the button and what the button does are one rule; 131050 is the person's own no. */
export const canRetry = ({
  errorCode,
  errorClass,
}: Pick<StoredError, 'errorCode' | 'errorClass'>): boolean =>
  (errorClass !== null && RETRYABLE_CLASSES.includes(errorClass) && errorCode !== 131050) ||
  isFileRefused(errorCode);

/** What went wrong, in words, with advice (M-33). Null when there is no error. */
export const errorWords = (
  { errorCode, errorClass, errorText }: StoredError,
  locale: Locale
): MessageError | null => {
  if (!errorClass) return null;
  const retryable = canRetry({ errorCode, errorClass });
  const base = { code: errorCode, class: errorClass, retryable };
  const local = LOCAL.get(errorClass)?.[locale];
  if (local) return { ...base, ...local };
  if (errorRowOf(errorCode)) {
    const { text, advice } = explainError(errorCode, locale);
    return { ...base, title: text, advice };
  }
  return { ...base, ...GENERAL[locale], ...(errorText ? { title: errorText } : {}) };
};
