import { both } from './language';

/** The shop itself: where it is, and what it reckons in. */
export const shop = {
  name: both('Defne Home', 'Defne Ev'),
  address: both('12 Queen Street West, Toronto', 'Kıbrıs Şehitleri Cad. 12, Alsancak, İzmir'),
  latitude: both(43.6525, 38.4361),
  longitude: both(-79.3819, 27.1428),
  phone: both('+16475550100', '+902321000000'),
  country: both('CA', 'TR'),
  language: both('en', 'tr'),
  timezone: both('America/Toronto', 'Europe/Istanbul'),
  /** The hour of UTC at which its morning begins. */
  morning: both(14, 7),
  currency: both('CAD', 'TRY'),
  site: both('defnehome.example', 'defneev.example'),
};

/** The team, by first name, surname and the code of a ready role. */
export const colleagues = both<readonly (readonly [string, string, string])[]>(
  [
    ['Emma', 'Walsh', 'whatsapp-agent'],
    ['Jack', 'Hughes', 'whatsapp-marketer'],
    ['Lily', 'Shaw', 'whatsapp-agent'],
  ],
  [
    ['Ece', 'Aslan', 'whatsapp-agent'],
    ['Kerem', 'Uysal', 'whatsapp-marketer'],
    ['Lale', 'Şen', 'whatsapp-agent'],
  ]
);
