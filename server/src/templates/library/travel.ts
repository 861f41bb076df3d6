import type { LibraryTemplate } from '../../contracts/template-library';
import { page, reply } from './parts';

/** Travel and stay (T-47). */
export const travel: readonly LibraryTemplate[] = [
  {
    key: 'booking_confirmation',
    industry: 'travel',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      booking_number: 'record',
      destination: 'record',
      departure_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Booking confirmation',
        body: 'Hi {{first_name}}, your booking {{booking_number}} for {{destination}} is confirmed. You leave on {{departure_date}}; your tickets and itinerary are on your booking page.',
        buttons: [page('View booking', 'bookings/', 'B7714')],
        examples: {
          first_name: 'Emma',
          booking_number: 'B7714',
          destination: 'Lisbon',
          departure_date: '3 July',
        },
      },
      tr: {
        title: 'Rezervasyon onayı',
        body: 'Merhaba {{first_name}}, rezervasyonunuz onaylandı. Rezervasyon numaranız {{booking_number}}, varış yeriniz {{destination}}, gidiş tarihiniz {{departure_date}}. Biletlerinizi ve seyahat programınızı rezervasyon sayfanızda bulabilirsiniz.',
        buttons: [page('Rezervasyonu gör', 'rezervasyon/', 'B7714')],
        examples: {
          first_name: 'Ayşe',
          booking_number: 'B7714',
          destination: 'Lizbon',
          departure_date: '3 Temmuz',
        },
      },
    },
  },
  {
    key: 'check_in_reminder',
    industry: 'travel',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      booking_number: 'record',
      checkin_date: 'record',
      checkin_time: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Check-in reminder and instructions',
        body: 'Hi {{first_name}}, check-in for your booking {{booking_number}} opens on {{checkin_date}} at {{checkin_time}}. Please have your passport or ID card ready; checking in takes about two minutes.',
        buttons: [page('Check in', 'check-in/', 'B7714')],
        examples: {
          first_name: 'Emma',
          booking_number: 'B7714',
          checkin_date: '2 July',
          checkin_time: '09:00',
        },
      },
      tr: {
        title: 'Check-in hatırlatması',
        body: 'Merhaba {{first_name}}, {{booking_number}} numaralı rezervasyonunuz için check-in {{checkin_date}} günü saat {{checkin_time}} itibarıyla açılıyor. Lütfen pasaportunuzu ya da kimliğinizi hazır bulundurun; işlem yaklaşık iki dakika sürer.',
        buttons: [page('Check-in yap', 'check-in/', 'B7714')],
        examples: {
          first_name: 'Ayşe',
          booking_number: 'B7714',
          checkin_date: '2 Temmuz',
          checkin_time: '09.00',
        },
      },
    },
  },
  {
    key: 'flight_status',
    industry: 'travel',
    purpose: 'notice',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      flight_number: 'record',
      flight_date: 'record',
      new_time: 'record',
      gate: 'record',
    },
    texts: {
      en: {
        title: 'Flight status',
        body: 'Hi {{first_name}}, your flight {{flight_number}} on {{flight_date}} now leaves at {{new_time}} from gate {{gate}}. Can you still make it?',
        buttons: [reply('Yes, I can'), reply('No, I need another flight')],
        examples: {
          first_name: 'Emma',
          flight_number: 'KX 204',
          flight_date: '3 July',
          new_time: '14:55',
          gate: 'B12',
        },
      },
      tr: {
        title: 'Uçuş durumu',
        body: 'Merhaba {{first_name}}, uçuşunuzun saati değişti. Uçuş numaranız {{flight_number}}, uçuş tarihi {{flight_date}}, yeni kalkış saati {{new_time}}, çıkış kapısı {{gate}}. Bu saat size uygun mu?',
        buttons: [reply('Evet, uygun'), reply('Hayır, başka bir uçuş')],
        examples: {
          first_name: 'Ayşe',
          flight_number: 'KX 204',
          flight_date: '3 Temmuz',
          new_time: '14.55',
          gate: 'B12',
        },
      },
    },
  },
  {
    key: 'hotel_booking_confirmation',
    industry: 'travel',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      hotel: 'record',
      arrival_date: 'record',
      departure_date: 'record',
      booking_number: 'record',
    },
    texts: {
      en: {
        title: 'Hotel booking confirmation',
        body: 'Hi {{first_name}}, your room at {{hotel}} is booked from {{arrival_date}} to {{departure_date}}. Your booking number is {{booking_number}}. What time do you expect to arrive?',
        buttons: [reply('Before 18:00'), reply('After 18:00')],
        examples: {
          first_name: 'Emma',
          hotel: 'Hotel Aurora',
          arrival_date: '3 July',
          departure_date: '7 July',
          booking_number: 'B7714',
        },
      },
      tr: {
        title: 'Otel rezervasyon onayı',
        body: 'Merhaba {{first_name}}, {{hotel}} rezervasyonunuz onaylandı. Giriş tarihiniz {{arrival_date}}, çıkış tarihiniz {{departure_date}}, rezervasyon numaranız {{booking_number}}. Otele saat kaçta varmayı planlıyorsunuz?',
        buttons: [reply('18.00’den önce'), reply('18.00’den sonra')],
        examples: {
          first_name: 'Ayşe',
          hotel: 'Aurora Otel',
          arrival_date: '3 Temmuz',
          departure_date: '7 Temmuz',
          booking_number: 'B7714',
        },
      },
    },
  },
  {
    key: 'itinerary_change',
    industry: 'travel',
    purpose: 'notice',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      booking_number: 'record',
      date: 'record',
      place: 'record',
      new_time: 'record',
    },
    texts: {
      en: {
        title: 'Itinerary change',
        body: 'Hi {{first_name}}, your trip {{booking_number}} has changed: on {{date}} we now leave from {{place}} at {{new_time}}. Does this work for you?',
        buttons: [reply('Yes, it works'), reply('No, call me')],
        examples: {
          first_name: 'Emma',
          booking_number: 'B7714',
          date: '5 July',
          place: 'the main station',
          new_time: '08:15',
        },
      },
      tr: {
        title: 'Seyahat programı değişikliği',
        body: 'Merhaba {{first_name}}, {{booking_number}} numaralı seyahatinizin programı değişti. Yeni kalkış tarihi {{date}}, saati {{new_time}}, yeri {{place}}. Bu değişiklik size uygun mu?',
        buttons: [reply('Evet, uygun'), reply('Hayır, beni arayın')],
        examples: {
          first_name: 'Ayşe',
          booking_number: 'B7714',
          date: '5 Temmuz',
          new_time: '08.15',
          place: 'Alsancak Garı',
        },
      },
    },
  },
  {
    key: 'travel_document_reminder',
    industry: 'travel',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      destination: 'record',
      departure_date: 'record',
      document: 'record',
      valid_until: 'record',
    },
    texts: {
      en: {
        title: 'Travel-document reminder',
        body: 'Hi {{first_name}}, your trip to {{destination}} begins on {{departure_date}}, and you need {{document}} for it. Is yours valid until {{valid_until}} or longer?',
        buttons: [reply('Yes, it is valid'), reply('Not sure, please help')],
        examples: {
          first_name: 'Emma',
          destination: 'Lisbon',
          departure_date: '3 July',
          document: 'a passport',
          valid_until: '3 January 2027',
        },
      },
      tr: {
        title: 'Seyahat belgesi hatırlatması',
        body: 'Merhaba {{first_name}}, {{destination}} yolculuğunuz {{departure_date}} günü başlıyor; yanınızda {{document}} bulunması gerekiyor. Belgeniz en az {{valid_until}} tarihine kadar geçerli mi?',
        buttons: [reply('Evet, geçerli'), reply('Emin değilim, yardım edin')],
        examples: {
          first_name: 'Ayşe',
          destination: 'Lizbon',
          departure_date: '3 Temmuz',
          document: 'pasaport',
          valid_until: '3 Ocak 2027',
        },
      },
    },
  },
  {
    key: 'travel_loyalty_update',
    industry: 'travel',
    purpose: 'account',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      trip_date: 'record',
      miles_added: 'record',
      miles: 'record',
      level: 'record',
    },
    texts: {
      en: {
        title: 'Travel loyalty update',
        body: 'Hi {{first_name}}, your trip on {{trip_date}} added {{miles_added}} miles to your account. Your balance is now {{miles}} miles, and your membership level is {{level}} this year.',
        buttons: [page('View account', 'account')],
        examples: {
          first_name: 'Emma',
          trip_date: '7 July',
          miles_added: '1,850',
          miles: '12,400',
          level: 'Silver',
        },
      },
      tr: {
        title: 'Mil ve üyelik durumu',
        body: 'Merhaba {{first_name}}, {{trip_date}} tarihli yolculuğunuz için hesabınıza {{miles_added}} mil ekledik. Mil bakiyeniz {{miles}} oldu, üyelik seviyeniz {{level}} olarak devam ediyor.',
        buttons: [page('Hesabımı gör', 'hesap')],
        examples: {
          first_name: 'Ayşe',
          trip_date: '7 Temmuz',
          miles_added: '1.850',
          miles: '12.400',
          level: 'Gümüş',
        },
      },
    },
  },
];
