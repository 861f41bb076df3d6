import type { MessageError } from '../../contracts/conversations';
import type { Locale } from '../../cloud-api/error-row';
import { errorRowOf, explainError } from '../../cloud-api/errors';
import { byWord } from '../../kernel/words';

/** Refusals of our own, before anything was sent. */
const LOCAL = byWord<Record<Locale, { title: string; advice: string }>>({
  'not-sent-restart': {
    en: { title: 'Not sent: the server restarted', advice: 'Send the message again.' },
    tr: { title: 'Gönderilmedi: sunucu yeniden başladı', advice: 'Mesajı yeniden gönderin.' },
  },
  'not-sent-network': {
    en: {
      title: 'Not sent: WhatsApp could not be reached',
      advice: 'Check the server’s internet connection, then send the message again.',
    },
    tr: {
      title: 'Gönderilmedi: WhatsApp’a ulaşılamadı',
      advice: 'Sunucunun internet bağlantısını kontrol edip mesajı yeniden gönderin.',
    },
  },
  'window-closed': {
    en: { title: 'Not sent: the reply window is closed', advice: 'Choose an approved template.' },
    tr: { title: 'Gönderilmedi: yanıt süresi doldu', advice: 'Onaylı bir şablon seçin.' },
  },
  'opted-out': {
    en: { title: 'The contact has opted out', advice: 'Reply only when the contact writes.' },
    tr: { title: 'Kişi abonelikten çıktı', advice: 'Yalnızca kişi yazarsa yanıt verin.' },
  },
  'asked-to-stop': {
    en: {
      title: 'The contact may want to opt out',
      advice: 'Decide on the opt-out in the conversation first.',
    },
    tr: {
      title: 'Kişi abonelikten çıkmak istiyor olabilir',
      advice: 'Önce konuşmada abonelikten çıkarılıp çıkarılmayacağına karar verin.',
    },
  },
  overdue: {
    en: {
      title: 'Not sent at the scheduled time',
      advice: 'The server was not running then. Send the message now or choose another time.',
    },
    tr: {
      title: 'Zamanında gönderilemedi',
      advice: 'Sunucu o sırada çalışmıyordu. Şimdi gönderin ya da başka bir zaman seçin.',
    },
  },
  'number-not-usable': {
    en: {
      title: 'The number cannot send messages',
      advice: 'Check Settings › WhatsApp › Numbers.',
    },
    tr: {
      title: 'Numara mesaj gönderemiyor',
      advice: 'Ayarlar › WhatsApp › Numaralar sayfasını kontrol edin.',
    },
  },
  'template-not-sendable': {
    en: { title: 'The template cannot be sent now', advice: 'Choose an approved template.' },
    tr: { title: 'Şablon şu an gönderilemez', advice: 'Onaylı bir şablon seçin.' },
  },
  'missing-value': {
    en: {
      title: 'Not sent: a variable has no value',
      advice: 'Enter the value, or give the variable a fallback.',
    },
    tr: {
      title: 'Gönderilmedi: bir değişkenin değeri yok',
      advice: 'Değeri girin ya da değişkene bir yedek metin verin.',
    },
  },
  'bad-value': {
    en: {
      title: 'Not sent: a value does not fit its variable',
      advice: 'Correct the value and send the message again.',
    },
    tr: {
      title: 'Gönderilmedi: bir değer, değişkenine uymuyor',
      advice: 'Değeri düzeltip mesajı yeniden gönderin.',
    },
  },
  'message-not-allowed': {
    en: {
      title: 'Not sent: WhatsApp does not accept part of the message',
      advice: 'Shorten or correct the message and send it again.',
    },
    tr: {
      title: 'Gönderilmedi: WhatsApp mesajın bir bölümünü kabul etmiyor',
      advice: 'Mesajı kısaltıp ya da düzeltip yeniden gönderin.',
    },
  },
  blocked: {
    en: { title: 'The contact is blocked', advice: 'Unblock the contact first.' },
    tr: { title: 'Kişi engellenmiş', advice: 'Önce engeli kaldırın.' },
  },
  'code-expired': {
    en: {
      title: 'Not sent: the code expired while waiting',
      advice: 'The system that created the code must send a new one.',
    },
    tr: {
      title: 'Gönderilmedi: beklerken kodun süresi doldu',
      advice: 'Kodu üreten sistem yeni bir kod göndermeli.',
    },
  },
  'code-unreadable': {
    en: {
      title: 'Not sent: the encrypted code can no longer be read',
      advice:
        'Strapi’s encryption key has changed. The system that created the code must send a new one.',
    },
    tr: {
      title: 'Gönderilmedi: şifreli kod artık okunamıyor',
      advice: 'Strapi’nin şifreleme anahtarı değişti. Kodu üreten sistem yeni bir kod göndermeli.',
    },
  },
  'campaign-cancelled': {
    en: {
      title: 'Not sent: the campaign was cancelled',
      advice: 'To reach these contacts, start a new campaign.',
    },
    tr: {
      title: 'Gönderilmedi: kampanya durduruldu',
      advice: 'Bu kişilere ulaşmak için yeni bir kampanya başlatın.',
    },
  },
  'automation-stopped': {
    en: {
      title: 'Not sent: the message no longer applied',
      advice:
        'While the message waited, the entry, the contact or the conditions changed, or the automation was deactivated or deleted.',
    },
    tr: {
      title: 'Gönderilmedi: mesaj artık geçerli değildi',
      advice:
        'Mesaj beklerken girdi, kişi ya da koşullar değişti veya otomasyon devre dışı bırakıldı ya da silindi.',
    },
  },
  'limit-full': {
    en: {
      title: 'Messaging limit reached',
      advice: 'The limit counts the last 24 hours. Try again later.',
    },
    tr: {
      title: 'Mesajlaşma limiti doldu',
      advice: 'Limit son 24 saati sayar. Daha sonra yeniden deneyin.',
    },
  },
  'no-consent': {
    en: {
      title: 'No opt-in recorded for this type of message',
      advice: 'If the contact has opted in, record the opt-in first.',
    },
    tr: {
      title: 'Bu tür mesajlar için izin kaydı yok',
      advice: 'Kişi izin verdiyse önce iznini kaydedin.',
    },
  },
  paused: {
    en: { title: 'The contact paused messages', advice: 'Wait until the pause ends.' },
    tr: { title: 'Kişi mesajları duraklattı', advice: 'Duraklatma bitene kadar bekleyin.' },
  },
  'not-asked': {
    en: {
      title: 'No request to continue on WhatsApp',
      advice:
        'If the contact asked for it, record the request in the side panel of the conversation.',
    },
    tr: {
      title: 'WhatsApp’tan devam etme isteği kayıtlı değil',
      advice: 'Kişi bunu istediyse isteği konuşmanın yan panelinde kaydedin.',
    },
  },
  topic: {
    en: {
      title: 'The contact declined this topic',
      advice: 'The contact can choose it again on the preference page.',
    },
    tr: {
      title: 'Kişi bu konuda mesaj istemiyor',
      advice: 'Kişi, tercih sayfasında yeniden seçebilir.',
    },
  },
  capped: {
    en: {
      title: 'Frequency cap reached for this contact',
      advice: 'Wait until the period of the cap is over.',
    },
    tr: {
      title: 'Bu kişi için sıklık sınırına ulaşıldı',
      advice: 'Sınırın süresi dolana kadar bekleyin.',
    },
  },
  channel: {
    en: {
      title: 'Not sent through WhatsApp: the contact chose another channel',
      advice: 'The message was handed over to the chosen channel.',
    },
    tr: {
      title: 'WhatsApp’tan gönderilmedi: kişi başka bir kanal seçti',
      advice: 'Mesaj, seçtiği kanala aktarıldı.',
    },
  },
  'handover-failed': {
    en: {
      title: 'Handover to the chosen channel failed',
      advice: 'Check the log for the reason. Once the problem is solved, retry the handover.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala aktarılamadı',
      advice: 'Nedenini kayıtlarda kontrol edin. Sorun giderilince aktarmayı yeniden deneyin.',
    },
  },
  'handover-uncertain': {
    en: {
      title: 'Handover to the chosen channel is uncertain',
      advice:
        'The channel did not answer. We do not retry: the contact could get the message twice.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala aktarılmış olabilir',
      advice: 'Kanal yanıt vermedi. Kişi mesajı iki kez alabileceği için yeniden denemiyoruz.',
    },
  },
  'handover-dropped': {
    en: {
      title: 'Not handed over to the chosen channel',
      advice: 'The contact no longer wants the message or may no longer get it.',
    },
    tr: {
      title: 'Kişinin seçtiği kanala aktarılmadı',
      advice: 'Kişi mesajı artık istemiyor ya da alamıyor.',
    },
  },
  'us-marketing': {
    en: {
      title: 'WhatsApp does not deliver marketing messages to the United States',
      advice: 'Use another channel.',
    },
    tr: {
      title: 'WhatsApp, ABD’ye pazarlama mesajı iletmiyor',
      advice: 'Başka bir kanal kullanın.',
    },
  },
  'no-address': {
    en: { title: 'The contact has no number to send to', advice: 'Add a phone number.' },
    tr: {
      title: 'Kişinin mesaj gönderilebilecek bir numarası yok',
      advice: 'Telefon numarası ekleyin.',
    },
  },
  merged: {
    en: { title: 'The contact was merged into another one', advice: 'Write to the other contact.' },
    tr: { title: 'Kişi başka bir kişiyle birleştirildi', advice: 'Diğer kişiye yazın.' },
  },
  'media-not-uploaded': {
    en: {
      title: 'Not sent: WhatsApp did not accept the file',
      advice: 'Try again in a moment.',
    },
    tr: {
      title: 'Gönderilmedi: WhatsApp dosyayı kabul etmedi',
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
      title: 'WhatsApp did not answer; the message may have arrived',
      advice:
        'Wait for the message status, or decide in the conversation whether to send it again.',
    },
    tr: {
      title: 'WhatsApp yanıt vermedi; mesaj ulaşmış olabilir',
      advice:
        'Mesajın durumunu bekleyin ya da yeniden gönderip göndermeyeceğinize konuşmada karar verin.',
    },
  },
});

const GENERAL: Record<Locale, { title: string; advice: string }> = {
  en: { title: 'Not sent', advice: 'Check the details and try again.' },
  tr: { title: 'Gönderilmedi', advice: 'Ayrıntıları kontrol edip yeniden deneyin.' },
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

/** Of a class that a retry helps, but final: 131050 is the contact's own no, 130472 an experiment of Meta with the contact. */
const FINAL: readonly number[] = [131050, 130472];
const isFinal = (code: number | null): boolean => code !== null && FINAL.includes(code);

/** Can a retry by a person help? The word on the button and what the button does are one rule. */
export const canRetry = ({
  errorCode,
  errorClass,
}: Pick<StoredError, 'errorCode' | 'errorClass'>): boolean =>
  (errorClass !== null && RETRYABLE_CLASSES.includes(errorClass) && !isFinal(errorCode)) ||
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
