import { both, said, type Both } from '../language';
import { shop } from '../shop';
import { press } from './buttons';
import type { SimulatorControl } from './simulator';

const picture = ['4::aW1hZ2UvanBlZw==:ARaDefneEvKoleksiyon'];

const wayOut = both('Reply STOP to unsubscribe', 'Çıkmak için DUR yazın');
const language = both('en_US', 'tr');
const firstName = both('Olivia', 'Ayşe');

export const templateNames = {
  collection: both('autumn_collection', 'sonbahar_koleksiyonu'),
  order: both('order_in_preparation', 'siparis_hazirlaniyor'),
  appointment: both('shop_appointment', 'randevu_hatirlatma'),
  parcel: both('parcel_tracking', 'kargo_takip'),
  weekend: both('weekend_offer', 'hafta_sonu_indirimi'),
  shipped: both('order_shipped', 'siparis_kargoda'),
  tomorrow: both('appointment_tomorrow', 'randevu_yarin'),
  payment: both('payment_reminder', 'odeme_hatirlatma'),
  birthday: both('birthday_wishes', 'dogum_gunu_kutlamasi'),
  invitation: both('new_year_invitation', 'yilbasi_davetiyesi'),
} as const;

/** An approved marketing template with the first name and the way out. */
const greeting = (name: Both, text: Both): Record<string, unknown> => ({
  name,
  language,
  category: 'MARKETING',
  status: 'APPROVED',
  components: [
    { type: 'BODY', text, example: { body_text: [[firstName]] } },
    { type: 'FOOTER', text: wayOut },
  ],
});

/** The shop's templates in every state: approved with picture, names and buttons; waiting; rejected; paused. */
export const templates: readonly Record<string, unknown>[] = [
  {
    name: templateNames.collection,
    language,
    category: 'MARKETING',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: picture } },
      {
        type: 'BODY',
        text: both(
          'Hi {{name}}! Our autumn ceramics are in the shop and on our website. *15% off* this week only.',
          'Merhaba {{ad}}! Sonbahar seramikleri mağazamızda ve sitemizde. Bu haftaya özel *%15* indirim sizi bekliyor.'
        ),
        example: {
          body_text_named_params: [{ param_name: both('name', 'ad'), example: firstName }],
        },
      },
      { type: 'FOOTER', text: wayOut },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: press.catalogue },
          { type: 'QUICK_REPLY', text: press.stop },
          {
            type: 'URL',
            text: both('Visit the website', 'Siteye git'),
            url: both('https://defnehome.example/autumn', 'https://defneev.example/sonbahar'),
          },
        ],
      },
    ],
  },
  {
    name: templateNames.order,
    language,
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: both(
          'Hi {{name}}, we have your order {{order}} and are packing it. We’ll let you know when it ships.',
          'Merhaba {{ad}}, {{siparis}} numaralı siparişinizi aldık ve hazırlıyoruz. Kargoya verince haber vereceğiz.'
        ),
        example: {
          body_text_named_params: [
            { param_name: both('name', 'ad'), example: firstName },
            { param_name: both('order', 'siparis'), example: 'S-1042' },
          ],
        },
      },
      { type: 'FOOTER', text: shop.name },
    ],
  },
  {
    name: templateNames.appointment,
    language,
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'HEADER',
        format: 'TEXT',
        text: both('Your appointment is coming up', 'Randevunuz yaklaşıyor'),
      },
      {
        type: 'BODY',
        text: both(
          'Hi {{1}}, a reminder of your appointment: we look forward to seeing you on {{2}} at {{3}} in our shop on Queen Street.',
          'Merhaba {{1}}, randevunuzu hatırlatmak isteriz: sizi {{2}} günü saat {{3}} için Alsancak’taki mağazamızda bekliyoruz.'
        ),
        example: { body_text: [[firstName, both('Thursday', 'perşembe'), both('2 pm', '14.00')]] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: press.coming },
          { type: 'QUICK_REPLY', text: press.otherDay },
          { type: 'PHONE_NUMBER', text: both('Call us', 'Bizi arayın'), phone_number: shop.phone },
        ],
      },
    ],
  },
  {
    name: templateNames.parcel,
    language,
    category: 'UTILITY',
    status: 'PENDING',
    components: [
      {
        type: 'BODY',
        text: both(
          'Your order {{1}} is on its way and will be at your door tomorrow.',
          'Siparişiniz {{1}} yola çıktı, yarın kapınızda olacak.'
        ),
        example: { body_text: [['S-1042']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: both('Track the parcel', 'Kargoyu izle'),
            url: both(
              'https://defnehome.example/parcel/{{1}}',
              'https://defneev.example/kargo/{{1}}'
            ),
            example: [
              both(
                'https://defnehome.example/parcel/CP700100',
                'https://defneev.example/kargo/YK700100'
              ),
            ],
          },
        ],
      },
    ],
  },
  {
    name: templateNames.weekend,
    language,
    category: 'MARKETING',
    status: 'PAUSED',
    components: [
      {
        type: 'BODY',
        text: both(
          'Dear {{1}}, all weekend long the second item of our textiles is *30% off*.',
          'Sevgili {{1}}, hafta sonu boyunca tüm tekstil ürünlerinde ikinciye *%30* indirim var.'
        ),
        example: { body_text: [[firstName]] },
      },
      { type: 'FOOTER', text: wayOut },
    ],
  },
  {
    name: templateNames.shipped,
    language,
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: both(
          'Your order {{1}} is on its way. Tracking number: {{2}}. Thank you for your order.',
          'Siparişiniz {{1}} yola çıktı. Takip numarası: {{2}}. Bizi seçtiğiniz için teşekkürler.'
        ),
        example: { body_text: [['S-1042', both('CP700100', 'YK700100')]] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'QUICK_REPLY', text: press.question }],
      },
    ],
  },
  {
    name: templateNames.tomorrow,
    language,
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: both(
          'Hi {{1}}, your appointment in our shop on Queen Street: {{2}}. Will you be there?',
          'Merhaba {{1}}, Alsancak’taki mağazamızda randevunuz var: {{2}}. Gelecek misiniz?'
        ),
        example: {
          body_text: [[firstName, both('27 Nov 2026, 2:00 pm', '27 Kas 2026 14.00')]],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: press.coming },
          { type: 'QUICK_REPLY', text: press.otherDay },
        ],
      },
    ],
  },
  {
    name: templateNames.payment,
    language,
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: both(
          'Hi {{1}}, a reminder of your invoice {{2}}, due on {{3}}. Thank you.',
          'Merhaba {{1}}, {{2}} numaralı faturanızı hatırlatmak isteriz. Son ödeme: {{3}}. Teşekkürler.'
        ),
        example: { body_text: [[firstName, 'F-301', both('27 Nov 2026', '27 Kas 2026')]] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'QUICK_REPLY', text: press.question }],
      },
    ],
  },
  greeting(
    templateNames.birthday,
    both(
      'Happy birthday, {{1}}! Today your coffee in our shop is on us.',
      'Doğum gününüz kutlu olsun, {{1}}! Bugün mağazamızda kahveniz bizden.'
    )
  ),
  greeting(
    templateNames.invitation,
    both(
      'Hi {{1}}, join us for our New Year evening in the shop on 27 December from 6 pm. The drinks are on us, and all ceramics are *10% off* that evening.',
      'Merhaba {{1}}, 27 Aralık’ta saat 18.00’de mağazamızdaki yılbaşı buluşmasına davetlisiniz. İçecekler bizden; o akşam tüm seramiklerde *%10* indirim var.'
    )
  ),
];

/** Puts the templates beside those that the simulator begins with; which are there already stay as they are. */
export const seedTemplates = async (simulator: SimulatorControl): Promise<void> => {
  for (const template of said(templates)) await simulator.seedTemplate(template);
};
