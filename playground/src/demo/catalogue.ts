import { both } from './language';

type Product = readonly [
  title: string,
  sku: string,
  category: string,
  price: number,
  stock: number,
];
type Customer = readonly [
  name: string,
  surname: string,
  phone: string,
  language: string,
  city: string,
  birthday: string,
  tier: 'standard' | 'silver' | 'gold',
];
type Lead = readonly [name: string, phone: string, source: string, interest: string, stage: string];
type Appointment = readonly [
  daysFromNow: number,
  hour: number,
  subject: string,
  staff: string,
  state: string,
];

/** What the demo shop sells: a home and living shop in Toronto or İzmir. Prices in dollars or lira. */
export const products = both<readonly Product[]>(
  [
    ['Stoneware coffee cups, set of 2', 'CUP-201', 'Kitchen', 34, 48],
    ['Handmade ceramic plate, 27 cm', 'PLA-027', 'Kitchen', 22, 120],
    ['Olive wood cutting board', 'BRD-110', 'Kitchen', 46, 22],
    ['Linen tablecloth, 160 × 220', 'CLO-160', 'Textiles', 78, 15],
    ['Cotton beach towel', 'TOW-001', 'Textiles', 24, 210],
    ['Muslin bedding set, double', 'BED-200', 'Textiles', 129, 34],
    ['Wool rug, 120 × 180', 'RUG-120', 'Textiles', 289, 6],
    ['Lavender soy candle', 'CAN-015', 'Decor', 18, 95],
    ['Wicker basket, large', 'BAS-003', 'Decor', 32, 41],
    ['Copper coffee pot, 2 cups', 'POT-002', 'Kitchen', 44, 0],
    ['Olive oil soap, 4 bars', 'SOA-004', 'Care', 16, 300],
    ['Glass jug with 4 glasses', 'JUG-104', 'Kitchen', 54, 27],
  ],
  [
    ['Ege seramik kahve fincanı, 2’li', 'FIN-201', 'Mutfak', 640, 48],
    ['El yapımı seramik tabak, 27 cm', 'TAB-027', 'Mutfak', 420, 120],
    ['Zeytin ağacı kesme tahtası', 'TAH-110', 'Mutfak', 890, 22],
    ['Keten masa örtüsü, 160 × 220', 'ORT-160', 'Tekstil', 1450, 15],
    ['Buldan bezi peştemal', 'PES-001', 'Tekstil', 380, 210],
    ['Müslin nevresim takımı, çift kişilik', 'NEV-200', 'Tekstil', 2190, 34],
    ['Yün kilim, 120 × 180', 'KIL-120', 'Tekstil', 4850, 6],
    ['Lavantalı soya mumu', 'MUM-015', 'Dekorasyon', 310, 95],
    ['Hasır sepet, büyük', 'SEP-003', 'Dekorasyon', 540, 41],
    ['Bakır cezve, 2 kişilik', 'CEZ-002', 'Mutfak', 760, 0],
    ['Zeytinyağlı kalıp sabun, 4’lü', 'SAB-004', 'Bakım', 260, 300],
    ['Cam sürahi ve 4 bardak', 'SUR-104', 'Mutfak', 980, 27],
  ]
);

/** The numbers are made up; those of Canada are kept for films and books. */
export const customers = both<readonly Customer[]>(
  [
    ['Olivia', 'Harper', '+16045550101', 'en', 'Vancouver', '1988-04-12', 'gold'],
    ['Marcus', 'Reid', '+16045550102', 'en', 'Toronto', '1979-11-30', 'silver'],
    ['Priya', 'Nair', '+16045550103', 'en', 'Ottawa', '1994-02-08', 'standard'],
    ['Ethan', 'Cole', '+16045550104', 'en', 'Vancouver', '1991-07-21', 'standard'],
    ['Sophie', 'Bennett', '+16045550105', 'en', 'Calgary', '1985-09-03', 'gold'],
    ['Daniel', 'Moore', '+16045550106', 'en', 'Halifax', '1972-01-17', 'standard'],
    ['Margaret', 'Lewis', '+16045550107', 'en', 'Victoria', '1966-06-25', 'silver'],
    ['Leo', 'Chen', '+16045550108', 'en', 'Toronto', '1997-12-05', 'standard'],
    ['Chloe', 'Foster', '+16045550109', 'en', 'Winnipeg', '1999-03-19', 'standard'],
    ['Samuel', 'Grant', '+16045550110', 'en', 'Edmonton', '1983-10-11', 'silver'],
    ['Amara', 'Okafor', '+16045550111', 'en', 'Vancouver', '1990-08-28', 'gold'],
    ['Ryan', 'Walker', '+16045550112', 'en', 'Hamilton', '1987-05-02', 'standard'],
    ['Helen', 'Price', '+16045550113', 'en', 'Regina', '1975-02-14', 'standard'],
    ['Owen', 'Murphy', '+16045550114', 'en', 'London', '1993-11-09', 'standard'],
    ['Isabel', 'Torres', '+16045550115', 'en', 'Toronto', '2000-01-23', 'silver'],
    ['Hannah', 'Schneider', '+4915110000016', 'de', 'Cologne', '1989-06-16', 'standard'],
    ['Oliver', 'Brown', '+447700900017', 'en', 'Bristol', '1981-03-27', 'standard'],
    ['Nadia', 'Rahman', '+16045550118', 'en', 'Kingston', '1996-09-14', 'standard'],
  ],
  [
    ['Ayşe', 'Kaya', '+905321000001', 'tr', 'İzmir', '1988-04-12', 'gold'],
    ['Mehmet', 'Demir', '+905321000002', 'tr', 'İstanbul', '1979-11-30', 'silver'],
    ['Elif', 'Yıldız', '+905321000003', 'tr', 'Ankara', '1994-02-08', 'standard'],
    ['Can', 'Öztürk', '+905321000004', 'tr', 'İzmir', '1991-07-21', 'standard'],
    ['Zeynep', 'Şahin', '+905321000005', 'tr', 'Bursa', '1985-09-03', 'gold'],
    ['Mustafa', 'Çelik', '+905321000006', 'tr', 'Antalya', '1972-01-17', 'standard'],
    ['Fatma', 'Aydın', '+905321000007', 'tr', 'Muğla', '1966-06-25', 'silver'],
    ['Emre', 'Arslan', '+905321000008', 'tr', 'İstanbul', '1997-12-05', 'standard'],
    ['Selin', 'Doğan', '+905321000009', 'tr', 'Eskişehir', '1999-03-19', 'standard'],
    ['Hakan', 'Kılıç', '+905321000010', 'tr', 'Aydın', '1983-10-11', 'silver'],
    ['Derya', 'Aksoy', '+905321000011', 'tr', 'İzmir', '1990-08-28', 'gold'],
    ['Burak', 'Koç', '+905321000012', 'tr', 'Kocaeli', '1987-05-02', 'standard'],
    ['Gül', 'Ünal', '+905321000013', 'tr', 'Denizli', '1975-02-14', 'standard'],
    ['Okan', 'Taş', '+905321000014', 'tr', 'Manisa', '1993-11-09', 'standard'],
    ['İrem', 'Polat', '+905321000015', 'tr', 'İstanbul', '2000-01-23', 'silver'],
    ['Hannah', 'Schneider', '+4915110000016', 'de', 'Köln', '1989-06-16', 'standard'],
    ['Oliver', 'Brown', '+447700900017', 'en', 'London', '1981-03-27', 'standard'],
    ['Nazlı', 'Eren', '+905321000018', 'tr', 'Balıkesir', '1996-09-14', 'standard'],
  ]
);

export const leads = both<readonly Lead[]>(
  [
    ['Blue Cove Hotel', '+16475550121', 'fair', 'Towels and bedding for 60 rooms', 'contacted'],
    ['Maple Corner Coffee', '+16475550122', 'instagram', 'Cups and plates with a logo', 'new'],
    ['Grace Whitfield', '+16475550123', 'web form', 'Wedding favours, 120 candles', 'new'],
    ['Vine Street Guest House', '+16475550124', 'phone', 'Tablecloths', 'won'],
    ['Tom Ellis', '+16475550125', 'web form', 'Rug, custom size', 'contacted'],
    ['The Corner Table', '+16475550126', 'instagram', 'Jugs and glasses', 'lost'],
  ],
  [
    ['Otel Mavi Koy', '+902321000021', 'fair', '60 odaya peştemal ve nevresim', 'contacted'],
    ['Kafe Çınaraltı', '+905321000022', 'instagram', 'Fincan ve tabak, logolu', 'new'],
    ['Seda Güneş', '+905321000023', 'web form', 'Düğün hediyesi, 120 adet mum', 'new'],
    ['Butik Pansiyon Asma', '+905321000024', 'phone', 'Masa örtüsü', 'won'],
    ['Tolga Işık', '+905321000025', 'web form', 'Kilim, özel ölçü', 'contacted'],
    ['Restoran Köşem', '+905321000026', 'instagram', 'Sürahi takımı', 'lost'],
  ]
);

export const appointments = both<readonly Appointment[]>(
  [
    [1, 11, 'Choosing a rug in the shop', 'Emma', 'booked'],
    [1, 15, 'Wholesale meeting', 'Jack', 'confirmed'],
    [2, 10, 'Home textiles consultation', 'Emma', 'booked'],
    [4, 14, 'Pottery workshop', 'Lily', 'booked'],
    [-2, 16, 'Choosing a rug in the shop', 'Emma', 'done'],
    [-5, 12, 'Pottery workshop', 'Lily', 'missed'],
  ],
  [
    [1, 11, 'Mağazada kilim seçimi', 'Ece', 'booked'],
    [1, 15, 'Toptan görüşmesi', 'Kerem', 'confirmed'],
    [2, 10, 'Ev tekstili danışmanlığı', 'Ece', 'booked'],
    [4, 14, 'Seramik atölyesi', 'Lale', 'booked'],
    [-2, 16, 'Mağazada kilim seçimi', 'Ece', 'done'],
    [-5, 12, 'Seramik atölyesi', 'Lale', 'missed'],
  ]
);

/** Days until an invoice is due, and its state. */
export const invoices: readonly (readonly [dueInDays: number, state: 'open' | 'paid'])[] = [
  [10, 'open'],
  [24, 'open'],
  [-6, 'paid'],
  [-20, 'paid'],
];

/** What customers hear of when something does not work. */
export const notices = both<readonly string[]>(
  ['Deliveries are late because of snow', 'The shop’s phone line is down'],
  ['Teslimatlar kar nedeniyle gecikiyor', 'Mağazanın telefon hattı çalışmıyor']
);

/** Who carries the parcels, and how the numbers for following them begin. */
export const carrier = both(
  { name: 'Canada Post', code: 'CP' },
  { name: 'Yurtiçi Kargo', code: 'YK' }
);
