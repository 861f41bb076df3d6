import { z } from 'zod';
import type { ProblemWords } from '../../contracts/accounts';
import { both } from '../../kernel/input-words';

const info = z.object({
  disconnection_info: z.object({ reason: z.string() }),
});

/** Why a number was taken from us, as Meta names it (account_update, `disconnection_info.reason`); null where it does not. */
export const disconnectionReason = (value: unknown): string | null => {
  const parsed = info.safeParse(value);
  return parsed.success ? parsed.data.disconnection_info.reason.toLowerCase() : null;
};

const AGAIN = { en: 'Connect the number again here.', tr: 'Numarayı buradan yeniden bağlayın.' };

const words = (en: string, tr: string, advice = AGAIN): ProblemWords =>
  both(
    [`This number left the Cloud API: ${en}.`, advice.en],
    [`Bu numara Cloud API’den çıktı: ${tr}.`, advice.tr]
  );

/** What happened and what to do, for each reason that Meta names for a number beside the WhatsApp Business app. */
const REASONS = new Map<string, ProblemWords>([
  [
    'business_downgrade',
    words(
      'its WhatsApp Business app was replaced by the ordinary WhatsApp app',
      'WhatsApp Business uygulamasının yerine normal WhatsApp kuruldu',
      {
        en: 'Install the WhatsApp Business app on the phone again, then connect the number here.',
        tr: 'Telefona yeniden WhatsApp Business kurun, sonra numarayı buradan bağlayın.',
      }
    ),
  ],
  [
    'primary_inactivity',
    words(
      'the WhatsApp Business app was not opened on its phone for about 14 days',
      'telefonundaki WhatsApp Business yaklaşık 14 gün açılmadı',
      {
        en: 'Open the app on the phone, then connect the number here. From now on, open it at least every 13 days.',
        tr: 'Telefonda uygulamayı açın, sonra numarayı buradan bağlayın. Bundan sonra uygulamayı en geç 13 günde bir açın.',
      }
    ),
  ],
  [
    'companion_inactivity',
    words('it was not used here for about 30 days', 'burada yaklaşık 30 gün kullanılmadı'),
  ],
  [
    'account_disconnected',
    words(
      'it was disconnected in the WhatsApp Business app',
      'biri WhatsApp Business uygulamasından bağlantıyı kesti'
    ),
  ],
  [
    'change_number',
    words(
      'its WhatsApp Business app moved to another number',
      'WhatsApp Business uygulaması başka bir numaraya taşındı',
      { en: 'Connect the new number here.', tr: 'Yeni numarayı buradan bağlayın.' }
    ),
  ],
  [
    'user_re_registered',
    words(
      'it was registered again in a WhatsApp app',
      'bir WhatsApp uygulamasında yeniden kaydedildi'
    ),
  ],
]);

/** What the page of numbers says about a reason; null where we know none. */
export const disconnectionWords = (reason: string | null): ProblemWords | null =>
  (reason === null ? undefined : REASONS.get(reason)) ?? null;
