import type { LibraryTemplate } from '../../contracts/template-library';
import { leave, page, reply } from './parts';

/** Health (T-46). They name no illness and no result: phones lie on tables. */
export const health: readonly LibraryTemplate[] = [
  {
    key: 'visit_reminder',
    industry: 'health',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: { first_name: 'contact', doctor: 'record', date: 'record', time: 'record' },
    texts: {
      en: {
        title: 'Appointment reminder',
        header: 'Upcoming appointment',
        body: 'Hi {{first_name}}, this is a reminder of your appointment with {{doctor}} on {{date}} at {{time}}. Can you make it?',
        buttons: [reply('Yes, I’ll be there'), reply('No, I need another time')],
        examples: {
          first_name: 'Emma',
          doctor: 'Dr Grace Hall',
          date: 'Tuesday 9 June',
          time: '10:30',
        },
      },
      tr: {
        title: 'Randevu hatırlatması',
        header: 'Yaklaşan randevunuz',
        body: 'Merhaba {{first_name}}, randevunuzu hatırlatmak isteriz: {{date}} günü saat {{time}}, hekiminiz {{doctor}}. Gelebilecek misiniz?',
        buttons: [reply('Evet, geleceğim'), reply('Hayır, başka bir saat')],
        examples: {
          first_name: 'Ayşe',
          date: '9 Haziran Salı',
          time: '10.30',
          doctor: 'Dr. Elif Demir',
        },
      },
    },
  },
  {
    key: 'medicine_reminder',
    industry: 'health',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: { first_name: 'contact', time: 'record', medicine: 'record', dose: 'record' },
    texts: {
      en: {
        title: 'Medicine reminder',
        body: 'Hi {{first_name}}, it is {{time}}, time for your {{medicine}}. Your doctor prescribed {{dose}} at this time of day. Have you taken it?',
        buttons: [reply('Yes, I have'), reply('Not yet, remind me')],
        examples: { first_name: 'Emma', time: '20:00', medicine: 'vitamin D', dose: '1 capsule' },
      },
      tr: {
        title: 'İlaç hatırlatması',
        body: 'Merhaba {{first_name}}, ilaç saatiniz geldi: {{time}}. İlacınız {{medicine}}, hekiminizin yazdığı doz {{dose}}. İlacınızı aldınız mı?',
        buttons: [reply('Evet, aldım'), reply('Henüz değil, hatırlatın')],
        examples: { first_name: 'Ayşe', time: '20.00', medicine: 'D vitamini', dose: '1 kapsül' },
      },
    },
  },
  {
    key: 'lab_result_ready',
    industry: 'health',
    purpose: 'notice',
    category: 'UTILITY',
    sources: { first_name: 'contact', test_date: 'record', file_number: 'record' },
    texts: {
      en: {
        title: 'Lab result ready',
        body: 'Hi {{first_name}}, the results of your test on {{test_date}} are ready. Your file number is {{file_number}}; you can read them in the patient portal with your own password.',
        buttons: [page('Open patient portal', 'results')],
        examples: { first_name: 'Emma', test_date: '5 June', file_number: 'L5521' },
      },
      tr: {
        title: 'Tahlil sonucu hazır',
        body: 'Merhaba {{first_name}}, {{test_date}} tarihli tahlilinizin sonuçları çıktı. Dosya numaranız {{file_number}}; sonuçlarınızı kendi şifrenizle hasta portalında görebilirsiniz.',
        buttons: [page('Hasta portalını aç', 'sonuclar')],
        examples: { first_name: 'Ayşe', test_date: '5 Haziran', file_number: 'L5521' },
      },
    },
  },
  {
    key: 'prescription_refill',
    industry: 'health',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: { first_name: 'contact', prescription_number: 'record', end_date: 'record' },
    texts: {
      en: {
        title: 'Prescription refill',
        body: 'Hi {{first_name}}, the medicine on your prescription {{prescription_number}} runs out on {{end_date}}. Shall we get a refill ready for you to pick up?',
        buttons: [reply('Yes, get it ready'), reply('Not now')],
        examples: { first_name: 'Emma', prescription_number: 'P3308', end_date: '15 June' },
      },
      tr: {
        title: 'Reçete yenileme',
        body: 'Merhaba {{first_name}}, {{prescription_number}} numaralı reçetenizdeki ilacınız {{end_date}} tarihinde bitiyor. Yenisini sizin için hazırlayalım mı?',
        buttons: [reply('Evet, hazırlayın'), reply('Şimdilik gerek yok')],
        examples: { first_name: 'Ayşe', prescription_number: 'P3308', end_date: '15 Haziran' },
      },
    },
  },
  {
    key: 'insurance_claim_update',
    industry: 'health',
    purpose: 'account',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      claim_number: 'record',
      claim_date: 'record',
      claim_status: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Insurance claim update',
        body: 'Hi {{first_name}}, your insurance claim {{claim_number}} of {{claim_date}} has a new status: {{claim_status}}. You can find all letters and the next steps on your claim page.',
        buttons: [page('View claim', 'claims/', 'C9017')],
        examples: {
          first_name: 'Emma',
          claim_number: 'C9017',
          claim_date: '28 May',
          claim_status: 'approved',
        },
      },
      tr: {
        title: 'Sigorta talebi güncellemesi',
        body: 'Merhaba {{first_name}}, {{claim_date}} tarihli sigorta talebinizde yeni bir gelişme var. Dosya numaranız {{claim_number}}, güncel durum: {{claim_status}}. Yazışmaları ve sonraki adımları dosya sayfanızda bulabilirsiniz.',
        buttons: [page('Dosyayı görüntüle', 'dosyalar/', 'C9017')],
        examples: {
          first_name: 'Ayşe',
          claim_date: '28 Mayıs',
          claim_number: 'C9017',
          claim_status: 'onaylandı',
        },
      },
    },
  },
  {
    key: 'pre_visit_instructions',
    industry: 'health',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      date: 'record',
      time: 'record',
      what_to_bring: 'record',
      fasting_hours: 'record',
    },
    texts: {
      en: {
        title: 'Pre-visit instructions',
        header: 'Before your visit',
        body: 'Hi {{first_name}}, for your visit on {{date}} at {{time}} please bring {{what_to_bring}} and do not eat for {{fasting_hours}} hours beforehand. Do you have any questions?',
        buttons: [reply('No, it’s all clear'), reply('Yes, I have a question')],
        examples: {
          first_name: 'Emma',
          date: 'Tuesday 9 June',
          time: '08:30',
          what_to_bring: 'your earlier results',
          fasting_hours: '8',
        },
      },
      tr: {
        title: 'Randevu öncesi talimatlar',
        header: 'Muayeneden önce',
        body: 'Merhaba {{first_name}}, muayeneniz {{date}} günü saat {{time}} için planlandı. Lütfen yanınızda {{what_to_bring}} bulunsun, son {{fasting_hours}} saat içinde bir şey yemeyin. Sormak istediğiniz bir şey var mı?',
        buttons: [reply('Hayır, teşekkürler'), reply('Evet, bir sorum var')],
        examples: {
          first_name: 'Ayşe',
          date: '9 Haziran Salı',
          time: '08.30',
          what_to_bring: 'önceki tahlilleriniz',
          fasting_hours: '8',
        },
      },
    },
  },
  {
    key: 'after_visit_care',
    industry: 'health',
    purpose: 'appointment',
    category: 'UTILITY',
    sources: { first_name: 'contact', visit_date: 'record', doctor: 'record', next_date: 'record' },
    texts: {
      en: {
        title: 'After-visit care',
        body: 'Hi {{first_name}}, we hope you have been recovering well since your visit on {{visit_date}}. Please follow the care plan from {{doctor}}; your next check-up is on {{next_date}}. How are you feeling today?',
        buttons: [reply('I’m feeling well'), reply('I need advice')],
        examples: {
          first_name: 'Emma',
          visit_date: '2 June',
          doctor: 'Dr Grace Hall',
          next_date: '16 June',
        },
      },
      tr: {
        title: 'Muayene sonrası bakım',
        body: 'Merhaba {{first_name}}, {{visit_date}} tarihli muayenenizin ardından geçmiş olsun. Lütfen hekiminiz {{doctor}} ile kararlaştırdığınız plana uyun; kontrol randevunuz {{next_date}} günü. Bugün kendinizi nasıl hissediyorsunuz?',
        buttons: [reply('İyiyim'), reply('Danışmak istiyorum')],
        examples: {
          first_name: 'Ayşe',
          visit_date: '2 Haziran',
          doctor: 'Dr. Elif Demir',
          next_date: '16 Haziran',
        },
      },
    },
  },
  {
    key: 'preventive_care_reminder',
    industry: 'health',
    purpose: 'appointment',
    category: 'MARKETING',
    sources: { first_name: 'contact', checkup: 'record', last_date: 'record' },
    texts: {
      en: {
        title: 'Preventive care reminder',
        body: 'Hi {{first_name}}, your last {{checkup}} with us was on {{last_date}}, so the next one is due. Shall we suggest a day?',
        buttons: [reply('Yes, suggest a day'), leave.en],
        examples: { first_name: 'Emma', checkup: 'dental check-up', last_date: '4 June 2025' },
      },
      tr: {
        title: 'Düzenli kontrol hatırlatması',
        body: 'Merhaba {{first_name}}, en son {{last_date}} tarihinde {{checkup}} için bize gelmiştiniz; yenisinin zamanı geldi. Size uygun bir gün önerelim mi?',
        buttons: [reply('Evet, gün önerin'), leave.tr],
        examples: { first_name: 'Ayşe', checkup: 'diş kontrolü', last_date: '4 Haziran 2025' },
      },
    },
  },
];
