import type { MessageError } from '../../contracts/conversations';
import type { Locale } from '../../cloud-api/error-row';
import { errorRowOf, explainError } from '../../cloud-api/errors';

/** Refusals of our own, before anything was sent. */
const LOCAL: Record<string, Record<Locale, { title: string; advice: string }>> = {
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
    tr: { title: 'Kişi çıkmış', advice: 'Yalnızca kişi yazarsa yanıtlayın.' },
  },
  blocked: {
    en: { title: 'The contact is blocked', advice: 'Unblock the contact first.' },
    tr: { title: 'Kişi engellenmiş', advice: 'Önce engeli kaldırın.' },
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
};

const GENERAL: Record<Locale, { title: string; advice: string }> = {
  en: { title: 'Not sent', advice: 'Look at the details and try again.' },
  tr: { title: 'Gönderilmedi', advice: 'Ayrıntılara bakıp yeniden deneyin.' },
};

/** Classes that a person's retry can help; the rest is certain for good. */
const RETRYABLE = new Set([
  'transient',
  'rate',
  'account',
  'auth',
  'template',
  'recipient-cooldown',
  'not-sent-restart',
  'not-sent-network',
  'limit-full',
]);

export interface StoredError {
  errorCode: number | null;
  errorClass: string | null;
  errorText: string | null;
}

/** Can a retry by a person help? The word on the button and what the button does are one rule; 131050 is the person's own no. */
export const canRetry = ({
  errorCode,
  errorClass,
}: Pick<StoredError, 'errorCode' | 'errorClass'>): boolean =>
  errorClass !== null && RETRYABLE.has(errorClass) && errorCode !== 131050;

/** What went wrong, in words, with advice (M-33). Null when there is no error. */
export const errorWords = (
  { errorCode, errorClass, errorText }: StoredError,
  locale: Locale
): MessageError | null => {
  if (!errorClass) return null;
  const retryable = canRetry({ errorCode, errorClass });
  const base = { code: errorCode, class: errorClass, retryable };
  const local = LOCAL[errorClass]?.[locale];
  if (local) return { ...base, ...local };
  if (errorRowOf(errorCode)) {
    const { text, advice } = explainError(errorCode, locale);
    return { ...base, title: text, advice };
  }
  return { ...base, ...GENERAL[locale], ...(errorText ? { title: errorText } : {}) };
};
