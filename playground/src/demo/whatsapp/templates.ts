import type { SimulatorControl } from './simulator';

const picture = ['4::aW1hZ2UvanBlZw==:ARaDefneEvKoleksiyon'];

/** The shop's templates in every state: approved with picture, names and buttons; waiting; rejected; paused. */
const templates: readonly Record<string, unknown>[] = [
  {
    name: 'sonbahar_koleksiyonu',
    language: 'tr',
    category: 'MARKETING',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: picture } },
      {
        type: 'BODY',
        text: 'Merhaba {{ad}}! Sonbahar seramikleri mağazamızda ve sitemizde. Bu haftaya özel *%15* indirim sizi bekliyor.',
        example: { body_text_named_params: [{ param_name: 'ad', example: 'Ayşe' }] },
      },
      { type: 'FOOTER', text: 'Çıkmak için DUR yazın' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Kataloğu gönder' },
          { type: 'QUICK_REPLY', text: 'Dur' },
          { type: 'URL', text: 'Siteye git', url: 'https://defneev.example/sonbahar' },
        ],
      },
    ],
  },
  {
    name: 'siparis_hazirlaniyor',
    language: 'tr',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Merhaba {{ad}}, {{siparis}} numaralı siparişinizi aldık ve hazırlıyoruz. Kargoya verince haber vereceğiz.',
        example: {
          body_text_named_params: [
            { param_name: 'ad', example: 'Ayşe' },
            { param_name: 'siparis', example: 'S-1042' },
          ],
        },
      },
      { type: 'FOOTER', text: 'Defne Ev' },
    ],
  },
  {
    name: 'randevu_hatirlatma',
    language: 'tr',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Randevunuz yaklaşıyor' },
      {
        type: 'BODY',
        text: 'Merhaba {{1}}, randevunuzu hatırlatmak isteriz: sizi {{2}} günü saat {{3}} için Alsancak’taki mağazamızda bekliyoruz.',
        example: { body_text: [['Ayşe', 'perşembe', '14.00']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Geliyorum' },
          { type: 'QUICK_REPLY', text: 'Başka bir gün' },
          { type: 'PHONE_NUMBER', text: 'Bizi arayın', phone_number: '+902321000000' },
        ],
      },
    ],
  },
  {
    name: 'kargo_takip',
    language: 'tr',
    category: 'UTILITY',
    status: 'PENDING',
    components: [
      {
        type: 'BODY',
        text: 'Siparişiniz {{1}} yola çıktı, yarın kapınızda olacak.',
        example: { body_text: [['S-1042']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Kargoyu izle',
            url: 'https://defneev.example/kargo/{{1}}',
            example: ['https://defneev.example/kargo/YK700100'],
          },
        ],
      },
    ],
  },
  {
    name: 'hafta_sonu_indirimi',
    language: 'tr',
    category: 'MARKETING',
    status: 'PAUSED',
    components: [
      {
        type: 'BODY',
        text: 'Sevgili {{1}}, hafta sonu boyunca tüm tekstil ürünlerinde ikinciye *%30* indirim var.',
        example: { body_text: [['Ayşe']] },
      },
      { type: 'FOOTER', text: 'Çıkmak için DUR yazın' },
    ],
  },
];

/** Puts the templates beside those that the simulator begins with; which are there already stay as they are. */
export const seedTemplates = async (simulator: SimulatorControl): Promise<void> => {
  for (const template of templates) await simulator.seedTemplate(template);
};
