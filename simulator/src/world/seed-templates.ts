import type { WorldLanguage } from './seed';
import type { TemplateInput } from './templates';

type Seed = Omit<TemplateInput, 'wabaId'>;

const HANDLE = ['4::aW1hZ2UvanBlZw==:ARaSimulatorSample'];

/** Shapes a suite must cope with: positional, named, media header, dynamic URL, pending, rejected. */
const SEED_TEMPLATES: readonly Seed[] = [
  {
    name: 'order_ready',
    language: 'tr',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: 'Merhaba {{1}}, {{2}} numaralı siparişiniz hazır. Mağazamızdan teslim alabilirsiniz.',
        example: { body_text: [['Ayşe', '1007']] },
      },
      { type: 'FOOTER', text: 'Defne Ev' },
    ],
  },
  {
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, your order {{2}} is ready. You can collect it at our shop.',
        example: { body_text: [['Bob', '1007']] },
      },
      { type: 'FOOTER', text: 'Defne Home' },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameterFormat: 'NAMED',
    components: [
      {
        type: 'HEADER',
        format: 'TEXT',
        text: 'See you {{day}}',
        example: { header_text_named_params: [{ param_name: 'day', example: 'on Monday' }] },
      },
      {
        type: 'BODY',
        text: 'Hi {{first_name}}, your tasting is on *{{day}}* at {{time}}. Reply if you need another time.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Bob' },
            { param_name: 'day', example: 'Monday' },
            { param_name: 'time', example: '10:30' },
          ],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'I will be there' },
          { type: 'QUICK_REPLY', text: 'Another time' },
        ],
      },
    ],
  },
  {
    name: 'yeni_kavrum',
    language: 'tr',
    category: 'MARKETING',
    status: 'APPROVED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: HANDLE } },
      {
        type: 'BODY',
        text: 'Merhaba {{1}}! Yeni kavrumumuz raflarda: _çikolata_ ve _turunç_ notaları. İlk siparişe *%10* indirim.',
        example: { body_text: [['Ayşe']] },
      },
      { type: 'FOOTER', text: 'Çıkmak için DUR yazın' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Dur' },
          {
            type: 'URL',
            text: 'Siparişe git',
            url: 'https://kahve.example/k/{{1}}',
            example: ['https://kahve.example/k/abc'],
          },
        ],
      },
    ],
  },
  {
    name: 'track_parcel',
    language: 'en_US',
    category: 'UTILITY',
    status: 'PENDING',
    components: [
      {
        type: 'BODY',
        text: 'Your parcel {{1}} is on its way to you.',
        example: { body_text: [['#1007']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Track',
            url: 'https://roast.example/t/{{1}}',
            example: ['https://roast.example/t/1007'],
          },
        ],
      },
    ],
  },
  {
    name: 'flash_sale',
    language: 'en_US',
    category: 'MARKETING',
    status: 'REJECTED',
    rejectedReason: 'INVALID_FORMAT',
    components: [
      {
        type: 'BODY',
        text: 'Everything must go! {{1}} {{2}} today only.',
        example: { body_text: [['50%', 'off']] },
      },
    ],
  },
];

/** Templates that a suite knows by one name in both languages, as an account of this language calls them. */
const OWN_NAMES: Readonly<Record<WorldLanguage, Readonly<Record<string, string>>>> = {
  en: {},
  tr: { order_ready: 'siparis_hazir' },
};

/** What a world of one language has in the place of those that are written in the other. */
const INSTEAD: Readonly<Record<WorldLanguage, readonly Seed[]>> = {
  en: [
    {
      name: 'new_roast',
      language: 'en_US',
      category: 'MARKETING',
      status: 'APPROVED',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: HANDLE } },
        {
          type: 'BODY',
          text: 'Hi {{1}}! Our new roast is on the shelves, with notes of _chocolate_ and _bitter orange_. *10% off* your first order.',
          example: { body_text: [['Bob']] },
        },
        { type: 'FOOTER', text: 'Reply STOP to unsubscribe' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Stop' },
            {
              type: 'URL',
              text: 'Order now',
              url: 'https://roast.example/k/{{1}}',
              example: ['https://roast.example/k/abc'],
            },
          ],
        },
      ],
    },
  ],
  tr: [
    {
      name: 'tadim_hatirlatma',
      language: 'tr',
      category: 'UTILITY',
      status: 'APPROVED',
      parameterFormat: 'NAMED',
      components: [
        {
          type: 'HEADER',
          format: 'TEXT',
          text: '{{day}} görüşmek üzere',
          example: { header_text_named_params: [{ param_name: 'day', example: 'Pazartesi' }] },
        },
        {
          type: 'BODY',
          text: 'Merhaba {{first_name}}, tadım randevunuz *{{day}}* günü saat {{time}}. Size uymazsa yazmanız yeterli.',
          example: {
            body_text_named_params: [
              { param_name: 'first_name', example: 'Ayşe' },
              { param_name: 'day', example: 'pazartesi' },
              { param_name: 'time', example: '10.30' },
            ],
          },
        },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Geliyorum' },
            { type: 'QUICK_REPLY', text: 'Başka bir saat' },
          ],
        },
      ],
    },
    {
      name: 'kargo_yolda',
      language: 'tr',
      category: 'UTILITY',
      status: 'PENDING',
      components: [
        {
          type: 'BODY',
          text: '{{1}} numaralı kargonuz size doğru yola çıktı.',
          example: { body_text: [['#1007']] },
        },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'URL',
              text: 'Kargoyu izle',
              url: 'https://kahve.example/t/{{1}}',
              example: ['https://kahve.example/t/1007'],
            },
          ],
        },
      ],
    },
    {
      name: 'bugune_ozel',
      language: 'tr',
      category: 'MARKETING',
      status: 'REJECTED',
      rejectedReason: 'INVALID_FORMAT',
      components: [
        {
          type: 'BODY',
          text: 'Her şey gitmeli! Yalnızca bugün {{1}} {{2}}.',
          example: { body_text: [['%50', 'indirim']] },
        },
      ],
    },
  ],
};

/** Templates in both languages, as a suite needs them, or in one, as an account that is shown to somebody has them. */
export const seedTemplates = (language: WorldLanguage | null): readonly Seed[] => {
  if (!language) return SEED_TEMPLATES;
  const own = SEED_TEMPLATES.filter((template) => template.language.startsWith(language));
  const named = own.map((one) => ({ ...one, name: OWN_NAMES[language][one.name] ?? one.name }));
  return [...named, ...INSTEAD[language]];
};
