import type { LibraryTemplate } from '../../contracts/template-library';
import { leave, reply } from './parts';

/** Invitations and the reminder (T-51). The answer “no” has the same words in all of them. */
export const events: readonly LibraryTemplate[] = [
  {
    key: 'webinar_invitation',
    industry: 'marketing',
    purpose: 'event',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      topic: 'fixed',
      date: 'fixed',
      time: 'fixed',
      duration: 'fixed',
    },
    texts: {
      en: {
        title: 'Webinar invitation',
        header: 'You are invited',
        body: 'Hi {{first_name}}, join our free webinar about {{topic}} on {{date}} at {{time}}. It lasts {{duration}}, and we will answer your questions live. Shall we save you a place?',
        buttons: [reply('Yes, save me a place'), reply('No, not this time'), leave.en],
        examples: {
          first_name: 'Emma',
          topic: 'brewing better coffee at home',
          date: '18 June',
          time: '19:00',
          duration: '45 minutes',
        },
      },
      tr: {
        title: 'Webinar daveti',
        header: 'Davetlisiniz',
        body: 'Merhaba {{first_name}}, sizi {{topic}} konulu ücretsiz webinarımıza bekliyoruz. Tarih {{date}}, saat {{time}}, süre {{duration}}; sorularınızı canlı yanıtlayacağız. Size yer ayıralım mı?',
        buttons: [reply('Evet, yer ayırın'), reply('Hayır, gelemem'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          topic: 'evde kahve demleme',
          date: '18 Haziran',
          time: '19.00',
          duration: '45 dakika',
        },
      },
    },
  },
  {
    key: 'conference_invitation',
    industry: 'marketing',
    purpose: 'event',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      conference: 'fixed',
      city: 'fixed',
      date: 'fixed',
      time: 'fixed',
    },
    texts: {
      en: {
        title: 'Conference invitation',
        body: 'Hi {{first_name}}, we would be glad to see you at {{conference}} in {{city}} on {{date}}. Our talk begins at {{time}}, and we have kept you a seat at the front. Will you come?',
        buttons: [reply('Yes, count me in'), reply('No, not this time'), leave.en],
        examples: {
          first_name: 'Emma',
          conference: 'the Coffee Forum',
          city: 'Vienna',
          date: '22 September',
          time: '11:00',
        },
      },
      tr: {
        title: 'Konferans daveti',
        body: 'Merhaba {{first_name}}, sizi {{date}} günü {{city}} şehrindeki {{conference}} etkinliğinde görmek isteriz. Konuşmamızın başlama saati {{time}}; size ön sıralarda yer ayırdık. Gelir misiniz?',
        buttons: [reply('Evet, geleceğim'), reply('Hayır, gelemem'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          date: '22 Eylül',
          city: 'İzmir',
          conference: 'Kahve Forumu',
          time: '11.00',
        },
      },
    },
  },
  {
    key: 'event_invitation',
    industry: 'marketing',
    purpose: 'event',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      event: 'fixed',
      date: 'fixed',
      time: 'fixed',
      place: 'fixed',
    },
    texts: {
      en: {
        title: 'Event invitation',
        header: 'Save the date',
        body: 'Hi {{first_name}}, you are invited to {{event}} on {{date}} at {{time}}. We meet at {{place}}, and you are welcome to bring a friend. Will you be there?',
        buttons: [reply('Yes, count me in'), reply('No, not this time'), leave.en],
        examples: {
          first_name: 'Emma',
          event: 'our tasting evening',
          date: '26 June',
          time: '18:30',
          place: 'our shop in Regent Street',
        },
      },
      tr: {
        title: 'Etkinlik daveti',
        header: 'Takviminize not edin',
        body: 'Merhaba {{first_name}}, sizi {{event}} etkinliğimize davet ediyoruz. Tarih {{date}}, saat {{time}}, yer {{place}}; bir arkadaşınızı da getirebilirsiniz. Sizi aramızda görecek miyiz?',
        buttons: [reply('Evet, geleceğim'), reply('Hayır, gelemem'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          event: 'tadım akşamı',
          date: '26 Haziran',
          time: '18.30',
          place: 'Alsancak mağazamız',
        },
      },
    },
  },
  {
    key: 'event_reminder',
    industry: 'marketing',
    purpose: 'event',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      event: 'fixed',
      date: 'fixed',
      time: 'fixed',
      place: 'fixed',
    },
    texts: {
      en: {
        title: 'Event reminder',
        header: 'See you soon',
        body: 'Hi {{first_name}}, a quick reminder that {{event}} is tomorrow, {{date}}. We start at {{time}} and meet at {{place}}, as planned. Are you coming?',
        buttons: [reply('Yes, count me in'), reply('No, not this time'), leave.en],
        examples: {
          first_name: 'Emma',
          event: 'our tasting evening',
          date: '26 June',
          time: '18:30',
          place: 'our shop in Regent Street',
        },
      },
      tr: {
        title: 'Etkinlik hatırlatması',
        header: 'Görüşmek üzere',
        body: 'Merhaba {{first_name}}, küçük bir hatırlatma: {{event}} etkinliğimiz yarın. Tarih {{date}}, saat {{time}}, yer {{place}}. Geliyor musunuz?',
        buttons: [reply('Evet, geleceğim'), reply('Hayır, gelemem'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          event: 'tadım akşamı',
          date: '26 Haziran',
          time: '18.30',
          place: 'Alsancak mağazamız',
        },
      },
    },
  },
];
