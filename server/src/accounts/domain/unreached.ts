import type { GraphError } from '../../cloud-api/errors';
import type { NoAnswerReason } from '../../cloud-api/transport';
import type { ProblemWords } from '../../contracts/accounts';
import { both } from '../../kernel/input-words';
import { byWord } from '../../kernel/words';

/** Why, and what to look at; each in English and Turkish. */
interface Why {
  why: [en: string, tr: string];
  look: [en: string, tr: string];
}

const byNetwork: [en: string, tr: string] = [
  'Check the internet connection and firewall of this server, then try again.',
  'Bu sunucunun internet bağlantısını ve güvenlik duvarını kontrol edip yeniden deneyin.',
];
const tooLate: Why = {
  why: ['it did not answer in time', 'zamanında yanıt vermedi'],
  look: byNetwork,
};
const cut: Why = {
  why: ['the connection broke off', 'bağlantı yarıda kesildi'],
  look: ['Try again in a moment.', 'Biraz sonra yeniden deneyin.'],
};
const refused: Why = {
  why: ['the connection was refused', 'bağlantı reddedildi'],
  look: [
    'Check the API base URL under Advanced and the firewall of this server, then try again.',
    'Gelişmiş bölümündeki API adresini ve bu sunucunun güvenlik duvarını kontrol edip yeniden deneyin.',
  ],
};

const whys = byWord<Why>({
  dns: {
    why: ['this server cannot find the address', 'bu sunucu adresi bulamıyor'],
    look: [
      'Check the API base URL under Advanced and the DNS of this server, then try again.',
      'Gelişmiş bölümündeki API adresini ve bu sunucunun DNS ayarını kontrol edip yeniden deneyin.',
    ],
  },
  refused,
  unreachable: {
    why: ['this server has no route to the address', 'bu sunucudan oraya bağlantı yok'],
    look: byNetwork,
  },
  tls: {
    why: ['a secure connection could not be made', 'güvenli bağlantı kurulamadı'],
    look: [
      'Check the clock and the certificates of this server, then try again.',
      'Bu sunucunun saatini ve sertifikalarını kontrol edip yeniden deneyin.',
    ],
  },
  'connect-timeout': tooLate,
  'queue-timeout': tooLate,
  timeout: tooLate,
  reset: cut,
  'body-cut': cut,
} satisfies Partial<Record<NoAnswerReason, Why>>);

/** The host as people know it, with a port that is not the usual one. */
const hostOf = (baseUrl: string): string => {
  try {
    return new URL(baseUrl).host;
  } catch {
    return baseUrl;
  }
};

const strange = (host: string, status: number): ProblemWords =>
  both(
    [
      `${host} did not answer as WhatsApp does (HTTP ${status}).`,
      'Check the API base URL under Advanced, or try again in a few minutes.',
    ],
    [
      `${host} WhatsApp gibi yanıt vermedi (HTTP ${status}).`,
      'Gelişmiş bölümündeki API adresini kontrol edin ya da birkaç dakika sonra yeniden deneyin.',
    ]
  );

/** What kept us from Meta, by the name of the host: no answer, or one that Meta would not give. */
export const unreached = (
  baseUrl: string,
  { noAnswer, status }: Pick<GraphError, 'noAnswer' | 'status'>
): ProblemWords => {
  const host = hostOf(baseUrl);
  if (noAnswer === undefined && status > 0) return strange(host, status);
  const known = whys.get(noAnswer ?? '');
  const [en, tr] = known?.why ?? [null, null];
  const [lookEn, lookTr] = known?.look ?? byNetwork;
  return both(
    [`Could not reach ${host}${en === null ? '' : `: ${en}`}.`, lookEn],
    [`${host} adresine ulaşılamadı${tr === null ? '' : `: ${tr}`}.`, lookTr]
  );
};
